import type {Component, Incident, Level, ListName, Maintenance} from '../../model/types.js';
import {MAX_COMPONENTS, MAX_INCIDENTS, MAX_MAINTENANCES} from '../../parsing/limits.js';
import {parseId, parseWord, toObject} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {table} from '../vocabulary.js';
import {parseIncident, parseMaintenance} from './report.js';
import type {ReportContext} from './report.js';
import {COMPONENT_LEVELS, OWN_LEVELS} from './words.js';

/** A kind of item in a document. */
export interface Kind<T> {
  /** Its list in the model. */
  readonly list: ListName;
  /** The member of a document that lists it. */
  readonly member: string;
  /** The number of items that are kept. */
  readonly max: number;
  /** Reads one; undefined, and noted, if it is unusable. */
  readonly parseItem: (item: Json, pointer: string, context: ReportContext) => T | undefined;
}

export const COMPONENT: Kind<Component> = {
  list: 'components',
  member: 'components',
  max: MAX_COMPONENTS,
  parseItem: parseComponent,
};
export const INCIDENT: Kind<Incident> = {
  list: 'incidents',
  member: 'incidents',
  max: MAX_INCIDENTS,
  parseItem: parseIncident,
};
export const MAINTENANCE: Kind<Maintenance> = {
  list: 'maintenances',
  member: 'scheduled_maintenances',
  max: MAX_MAINTENANCES,
  parseItem: parseMaintenance,
};

/** The kinds by the names that the stream's `remove` and upsert events give them. */
export const KINDS = table<Kind<Component | Incident | Maintenance>>({
  component: COMPONENT,
  incident: INCIDENT,
  maintenance: MAINTENANCE,
});

/** The finer word in an `ext`, where there is one. */
export function parseOwnLevel(ext: unknown): Level | undefined {
  return parseWord(toObject(ext)['level'], OWN_LEVELS);
}

/** A component; undefined, and noted, if it has neither an id nor a name. */
export function parseComponent(
  item: Json,
  pointer: string,
  {note, line}: ReportContext,
): Component | undefined {
  const name = line(item['name']);
  const id = parseId(item['id']) ?? name;
  if (!id) return note(pointer, 'This component has neither an id nor a name. It is left out.');
  return {
    id,
    name: name || id,
    ownName: undefined,
    region: line(toObject(item['ext'])['region']) || undefined,
    level: parseOwnLevel(item['ext']) ?? parseWord(item['status'], COMPONENT_LEVELS) ?? 'unknown',
    group: item['group'] === true,
    groupId: parseId(item['group_id']),
  };
}
