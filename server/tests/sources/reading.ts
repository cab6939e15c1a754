import {readFileSync} from 'node:fs';
import {formatOf} from 'outage-widgets/formats.js';
import type {Dialect} from 'outage-widgets/formats.js';
import {expect} from 'vitest';
import {sourceDialects} from '../../src/sources/dialects.js';
import {readDocument} from '../../src/sources/read-document.js';

/** What the model holds of a fixture, after this dialect alone of all has been found to read it. */
export function readFixture(dialect: Dialect, name: string) {
  const file = new URL(`../fixtures/${dialect.name}/${name}.xml`, import.meta.url);
  const document = readDocument(readFileSync(file));
  expect(sourceDialects.find(({matches}) => matches(document))?.name).toBe(dialect.name);
  const {message} = formatOf(sourceDialects).document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}
