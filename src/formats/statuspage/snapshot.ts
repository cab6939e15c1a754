import {isOver} from '../../model/is-over.js';
import {rank} from '../../model/levels.js';
import {repeatedIn} from '../../model/repeated.js';
import {tellApart} from '../../model/tell-apart.js';
import {MAX_COMPONENTS, MAX_INCIDENTS, MAX_WITHDRAWN} from '../../parsing/limits.js';
import {
  isObject,
  parseId,
  parseList,
  parseTitle,
  parseWord,
  toObject,
  toObjects,
} from '../../parsing/parse.js';
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
import {COMPONENT, INCIDENT, KINDS, MAINTENANCE, parseComponent, parseOwnLevel} from './kinds.js';
import type {Kind} from './kinds.js';
import {isPlanned, parsePhase} from './report.js';
import type {ReportContext} from './report.js';
import {COMPONENT_LEVELS, INDICATOR_LEVELS} from './words.js';

/** A whole document; undefined if it is none. */
export function parseSnapshot(
  root: Json,
  revision: Revision,
  context: ReportContext,
): Snapshot | undefined {
  if (missingInDocument(root)) return undefined;
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
  const incidents = reports.filter((report) => report.kind === 'incident');
  const components = withLoneGroups(itemsOf(COMPONENT));
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
    components: tellApart([...components, ...namedInIncidents(root, components, context)]),
    incidents,
    maintenances: [...planned, ...misplaced],
    withdrawn: toObjects(toObject(root['ext'])['withdrawn'])
      .slice(0, MAX_WITHDRAWN)
      .map((item) => `${parseId(item['type'])} ${parseId(item['id'])}`),
    revision,
  };
}

/**
 * Names the part that a document lacks to be of the Statuspage family; empty if it lacks none.
 * Other documents have members of the same names, and reading them as this format would hide their
 * trouble.
 */
export function missingInDocument(root: Json): string {
  // A list of incidents alone says nothing of the rest, and a page alone says nothing at all.
  const hasReports =
    isObject(root['page']) && (root['incidents'] ?? root['scheduled_maintenances']);
  if (!isObject(root['status']) && !root['components'] && !hasReports) {
    return 'it has neither "status" nor "components", nor "page" and "incidents"';
  }
  // An absent list is empty, but `null` or a string does not say that all is well.
  for (const {member} of KINDS.values()) {
    const list = root[member];
    if (list !== undefined && !Array.isArray(list)) return `its "${member}" is no list`;
  }
  const {indicator, description, ext} = toObject(root['status']);
  const isSummed = [indicator, description, ext].some((said) => said !== undefined);
  return (
    foreignIncidents(root['incidents']) || (isSummed ? '' : foreignComponents(root['components']))
  );
}

/** Without a summary the words of the components have to tell whose they are. */
function foreignComponents(list: unknown): string {
  const isKnown = ({status, ext}: Json): boolean =>
    ext !== undefined || parseWord(status, COMPONENT_LEVELS) !== undefined;
  const items = toObjects(list);
  const isForeign = items.length > 0 && !items.some(isKnown);
  return isForeign ? 'none of its "components" has a "status" that is known' : '';
}

/** Other formats give their incidents a title. */
function foreignIncidents(list: unknown): string {
  const items = toObjects(list);
  const isForeign = items.length > 0 && !items.some((item) => 'name' in item || 'ext' in item);
  return isForeign ? 'none of its "incidents" has "name"' : '';
}

function isMaintenance(report: Incident | Maintenance): report is Maintenance {
  return report.kind === 'maintenance';
}

/**
 * Leaves out what only says again what stands before it. An item that repeats an id and says
 * something else is kept: of two that contradict each other the milder one must not hide the worse.
 */
function withoutRepeats<T extends {readonly id: string}>(items: readonly T[]): readonly T[] {
  const repeated = repeatedIn(items.map(({id}) => id));
  const said = new Set<string>();
  return items.filter((item) => {
    if (!repeated.has(item.id)) return true;
    const text = JSON.stringify(item);
    const isNew = !said.has(text);
    said.add(text);
    return isNew;
  });
}

/** Components that only open incidents name, each with the worst level that they state. */
function namedInIncidents(
  root: Json,
  listed: readonly Component[],
  context: ReportContext,
): readonly Component[] {
  const known = new Set(listed.flatMap(({id, name}) => [id, name]));
  const open = toObjects(root['incidents']).filter(
    (item) => !isPlanned(item) && !isOver(parsePhase(item)),
  );
  const named = open
    .slice(0, MAX_INCIDENTS)
    .flatMap((item) => toObjects(item['components']))
    .flatMap((item) => parseComponent(item, '', context) ?? [])
    .filter(({id, name, level}) => level !== 'unknown' && !known.has(id) && !known.has(name));
  const worst = new Map<string, Component>();
  for (const component of named) {
    const held = worst.get(component.id);
    if (!held || rank(component.level) > rank(held.level)) worst.set(component.id, component);
  }
  return [...worst.values()].slice(0, Math.max(0, MAX_COMPONENTS - listed.length));
}

/** A group of which no member is listed is the only word on them: it counts as a component. */
function withLoneGroups(components: readonly Component[]): readonly Component[] {
  const members = components.filter(({id, groupId}) => id !== groupId);
  const groups = new Set(members.map(({groupId}) => groupId));
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
