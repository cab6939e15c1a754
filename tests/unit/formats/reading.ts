import {readFileSync} from 'node:fs';
import {expect} from 'vitest';
import type {Adapter} from '../../../src/formats/adapter.ts';
import {createFormat} from '../../../src/formats/adapted-format.ts';
import type {Snapshot} from '../../../src/model/types.ts';

/** What the model holds of a fixture of this adapter. */
export function readFixture(adapter: Adapter, name: string): Snapshot {
  const file = new URL(`../../fixtures/formats/${adapter.name}/${name}.json`, import.meta.url);
  return read(adapter, JSON.parse(readFileSync(file, 'utf8')));
}

/** What the model holds of a document. */
export function read(adapter: Adapter, document: unknown): Snapshot {
  const {message} = createFormat([adapter]).document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}
