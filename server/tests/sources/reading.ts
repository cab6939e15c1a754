import {readFileSync} from 'node:fs';
import {createFormat} from 'outage-widgets/formats.js';
import type {Adapter} from 'outage-widgets/formats.js';
import {expect} from 'vitest';
import {sourceAdapters} from '../../src/sources/adapters.js';
import {readDocument} from '../../src/sources/read-document.js';

/** What the model holds of a fixture, after this adapter alone of all has been found to read it. */
export function readFixture(adapter: Adapter, name: string) {
  const file = new URL(`../fixtures/${adapter.name}/${name}.xml`, import.meta.url);
  const document = readDocument(readFileSync(file));
  expect(sourceAdapters.find(({matches}) => matches(document))?.name).toBe(adapter.name);
  const {message} = createFormat(sourceAdapters).document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}
