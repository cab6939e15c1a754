import {readFileSync} from 'node:fs';
import type {Companions, Adapter} from '../../../src/formats/adapter.ts';
import type {Snapshot} from '../../../src/model/types.ts';
import {read} from './reading.ts';

/** Where documents are: a folder for each adapter, with further documents of the same page in a folder `companions`. */
export const folders = new URL('../../fixtures/formats/', import.meta.url);

/** @param name - such as `gatus/healthy`. */
export function documentOf(name: string): any {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folders), 'utf8'));
}

/** What the model holds of a document and further ones, as a relay has them. */
export function readWith(adapter: Adapter, value: unknown, companions: Companions): Snapshot {
  return read(
    {...adapter, matches: () => true, translate: () => adapter.translate(value, companions)},
    value,
  );
}
