import {isObject, parseId, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import {isoTime} from '../foreign-time.js';
import {table} from '../vocabulary.js';

/** The subject of one of Cachet's documents. */
export type CachetKind = 'status' | 'components' | 'groups' | 'incidents' | 'schedules';

/** The words for the whole page in Cachet 3.x. */
export const PAGES = table<Level>({
  operational: 'operational',
  under_maintenance: 'maintenance',
  partial_outage: 'partial',
  major_outage: 'major',
});

/**
 * The types of JSON:API items, and the ends of the addresses that Cachet 3.x repeats in its lists.
 */
const KINDS: ReadonlyMap<unknown, CachetKind> = new Map([
  ['components', 'components'],
  ['componentGroups', 'groups'],
  ['component-groups', 'groups'],
  ['incidents', 'incidents'],
  ['schedules', 'schedules'],
]);

/**
 * Fields that only one kind of Cachet 2.x has. Groups come first: they share some fields with
 * others.
 */
const FIELDS: readonly (readonly [field: string, kind: CachetKind])[] = [
  ['collapsed', 'groups'],
  ['latest_status', 'incidents'],
  ['is_resolved', 'incidents'],
  ['visible', 'incidents'],
  ['scheduled_at', 'schedules'],
  ['enabled', 'components'],
];

/**
 * The subject of a document; `undefined` if the document is not Cachet's, `empty` for a list that
 * does not name its subject.
 */
export function kindOf(root: unknown): CachetKind | 'empty' | undefined {
  const {data, meta} = toObject(root);
  if (isObject(data)) {
    const {status, message} = data;
    // The words are checked as well: many an error message of other software has this shape.
    return parseWord(status, PAGES) && typeof message === 'string' ? 'status' : undefined;
  }
  if (!Array.isArray(data)) return undefined;
  const {pagination, path} = toObject(meta);
  const item = toObjects(data)[0];
  if (!item) {
    const ending = typeof path === 'string' && /\/api\/([a-z-]+)$/.exec(path);
    return (ending && KINDS.get(ending[1])) || (isObject(pagination) ? 'empty' : undefined);
  }
  if (isObject(item['attributes'])) return KINDS.get(item['type']);
  return isObject(pagination)
    ? FIELDS.find(([field]) => item[field] !== undefined)?.[1]
    : undefined;
}

/** The items of a list. */
export function itemsOf(root: unknown): readonly Json[] {
  return toObjects(toObject(root)['data']);
}

/** A field of an item: flat in Cachet 2.x, among its `attributes` in 3.x. */
export function fieldOf(item: Json, name: string): unknown {
  return toObject(item['attributes'])[name] ?? item[name];
}

/** A word: a number, or the `value` beside a text for humans. */
export function wordOf(value: unknown): unknown {
  return isObject(value) ? value['value'] : value;
}

/** A time: a text without a zone, or the `string` beside a text for humans. */
export function timeOf(value: unknown): string | undefined {
  return isoTime(isObject(value) ? value['string'] : value);
}

/** Finds the items that an item is related to: beside it in Cachet 2.x, among `included` in 3.x. */
export function relationsOf(root: unknown): (item: Json, name: string) => readonly Json[] {
  const keyOf = ({type, id}: Json): string => `${parseId(type)} ${parseId(id)}`;
  const included = new Map(
    toObjects(toObject(root)['included']).map((item) => [keyOf(item), item]),
  );
  return (item, name) => {
    const {data} = toObject(toObject(item['relationships'])[name]);
    const related = toObjects(Array.isArray(data) ? data : [data]);
    // A related item that is not included is at least named.
    return related.length > 0
      ? related.map((reference) => included.get(keyOf(reference)) ?? reference)
      : toObjects(item[name]);
  };
}
