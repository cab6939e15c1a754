import {isObject, parseList, parseTitle, parseWord, toObject} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {parseTime} from '../../parsing/time.js';
import type {
  Component,
  Incident,
  Maintenance,
  Revision,
  Snapshot,
  Summary,
} from '../../model/types.js';
import {safeUrl} from '../../parsing/url.js';
import {COMPONENT, INCIDENT, KINDS, MAINTENANCE, parseOwnLevel} from './kinds.js';
import type {Kind} from './kinds.js';
import {isPlanned} from './report.js';
import type {ReportContext} from './report.js';
import {INDICATOR_LEVELS} from './words.js';

/** A whole document; undefined if it is none. */
export function parseSnapshot(
  root: Json,
  revision: Revision,
  context: ReportContext,
): Snapshot | undefined {
  // A list of incidents alone says nothing of the rest.
  if (!isObject(root['status']) && !isObject(root['page']) && !root['components']) return undefined;
  // An absent list is empty, but `null` or a string does not say that all is well.
  const lists = [...KINDS.values()].map(({member}) => root[member]);
  if (!lists.every((list) => list === undefined || Array.isArray(list))) return undefined;
  const itemsOf = <T extends {readonly id: string}>({
    member,
    max,
    parseItem,
  }: Kind<T>): readonly T[] =>
    withoutRepeats(
      parseList(root[member], {
        pointer: `/${member}`,
        max,
        note: context.note,
        parseItem: (item, pointer) => parseItem(item, pointer, context),
      }),
    );
  const page = toObject(root['page']);
  // Some pages list planned work among the incidents, or in both lists.
  const reports = itemsOf<Incident | Maintenance>({
    ...INCIDENT,
    parseItem: (item, ...rest) =>
      (isPlanned(item) ? MAINTENANCE : INCIDENT).parseItem(item, ...rest),
  });
  const planned = itemsOf(MAINTENANCE);
  const ids = new Set(planned.map(({id}) => id));
  const misplaced = reports.filter(isMaintenance).filter(({id}) => !ids.has(id));
  return {
    page: {
      name: context.line(page['name']),
      url: safeUrl(page['url']),
      updatedAt: parseTime(page['updated_at']),
      ...parseSummary(root),
    },
    components: withLoneGroups(itemsOf(COMPONENT)),
    incidents: reports.filter((report) => report.kind === 'incident'),
    maintenances: [...planned, ...misplaced],
    revision,
  };
}

function isMaintenance(report: Incident | Maintenance): report is Maintenance {
  return report.kind === 'maintenance';
}

/**
 * Leaves out what only says again what stands before it. An item that repeats an id and says
 * something else is kept: of two that contradict each other the milder one must not hide the worse.
 */
function withoutRepeats<T extends {readonly id: string}>(items: readonly T[]): readonly T[] {
  const ids = new Set<string>();
  const repeated = new Set(items.map(({id}) => id).filter((id) => ids.size === ids.add(id).size));
  const said = new Set<string>();
  return items.filter((item) => {
    if (!repeated.has(item.id)) return true;
    const text = JSON.stringify(item);
    return said.size < said.add(text).size;
  });
}

/** A group of which no member is listed is the only word on them: it counts as a component. */
function withLoneGroups(components: readonly Component[]): readonly Component[] {
  const groups = new Set(components.map(({groupId}) => groupId));
  return components.map((component) =>
    component.group && !groups.has(component.id) ? {...component, group: false} : component,
  );
}

/** The roll-up of a document or an event. */
export function parseSummary(root: Json): Summary {
  const {indicator, description, ext} = toObject(root['status']);
  return {
    level: parseOwnLevel(ext) ?? parseWord(indicator, INDICATOR_LEVELS) ?? 'unknown',
    headline: parseTitle(description),
  };
}
