import {readFileSync} from 'node:fs';
import {expect} from 'vitest';
import type {Dialect} from '../../../src/formats/dialect.ts';
import {formatOf} from '../../../src/formats/read.ts';
import type {Snapshot} from '../../../src/wire/types.ts';

/** What the model holds of a fixture of this dialect. */
export function readFixture(dialect: Dialect, name: string): Snapshot {
  const file = new URL(`../../fixtures/formats/${dialect.name}/${name}.json`, import.meta.url);
  return read(dialect, JSON.parse(readFileSync(file, 'utf8')));
}

/** What the model holds of a document. */
export function read(dialect: Dialect, document: unknown): Snapshot {
  const {message} = formatOf([dialect]).document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}
