import {worst} from '../../model/levels.js';
import {isObject, parseId, parseTitle, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedComponent, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels of pages and components. */
const LEVELS = table<Level>({
  up: 'operational',
  hasissues: 'degraded',
  operational: 'operational',
  undermaintenance: 'maintenance',
  degradedperformance: 'degraded',
  minoroutage: 'degraded',
  partialoutage: 'partial',
  majoroutage: 'major',
});

/** Levels of incidents. An incident without impact is still news. */
const IMPACTS = new Map<string, Level>([...LEVELS, ['operational', 'notice']]);

/**
 * Instatus, `/summary.json`, in both its shapes: `page.status`, or `status.type` beside
 * `page.updated`. It has neither the texts of incidents nor the components they affect. Components
 * are in a second document, `/v2/components.json`, which a relay reads beside it; that document is
 * also read alone.
 */
export const instatus: Adapter = {
  name: 'instatus',
  matches(root) {
    const {page, status, components} = toObject(root);
    if (page === undefined && status === undefined) return isComponents(components);
    const {status: word, updated} = toObject(page);
    const {text, type, indicator} = toObject(status);
    return typeof word === 'string'
      ? indicator === undefined
      : [text, type, updated].every((value) => typeof value === 'string');
  },
  companions: () => ({components: 'v2/components.json'}),
  translate(root, companions) {
    const {page, status, activeIncidents, activeMaintenances} = toObject(root);
    const {name, url, status: word, updated} = toObject(page);
    const {text, type} = toObject(status);
    const isList = page === undefined && status === undefined;
    const components = toComponents(
      toObject(isList ? root : companions['components'])['components'],
    );
    if (isList) return {status: {ext: {level: rollUp({components})}}, components};
    const incidents = toObjects(activeIncidents).map((item) => ({
      ...toReport(item),
      started_at: isoTime(item['started']),
      ext: {level: levelOf(item['impact'], IMPACTS)},
    }));
    const said = levelOf(word ?? type, LEVELS);
    return {
      page: {name, url, updated_at: isoTime(updated)},
      status: {
        // HASISSUES has no degree. The levels of the incidents decide.
        ext: {level: said === 'degraded' ? worst([said, rollUp({components, incidents})])! : said},
        description: text,
      },
      components,
      incidents,
      scheduled_maintenances: toObjects(activeMaintenances).map((item) => ({
        ...toReport(item),
        scheduled_for: isoTime(item['start']),
        scheduled_until: endOf(item),
      })),
    };
  },
};

function toReport(item: Json): TranslatedReport {
  const {id, name, url, status, updatedAt} = item;
  return {
    // In the documented shape only the link tells two incidents apart.
    id: id ?? url,
    name,
    status: phaseOf(status),
    updated_at: isoTime(updatedAt),
    shortlink: url,
  };
}

/** The duration is a number of minutes, written as a text. It may be absent. */
function endOf({start, duration}: Json): string | undefined {
  const from = isoTime(start);
  const minutes = typeof duration === 'string' ? Number(duration) : duration;
  return from !== undefined && typeof minutes === 'number' && minutes > 0
    ? isoTime(Date.parse(from) + minutes * 60_000)
    : undefined;
}

/** Statuspage has lists of components as well, but writes its words in lower case. */
function isComponents(value: unknown): boolean {
  return toObjects(value).some(
    ({status}) => /^[A-Z]+$/.test(parseTitle(status)) && levelOf(status, LEVELS) !== 'unknown',
  );
}

/** A group is a component like any other. Only its members give it away. */
function toComponents(value: unknown): readonly TranslatedComponent[] {
  const items = toObjects(value);
  const groupOf = ({group}: Json): string | undefined =>
    isObject(group) ? parseId(group['id']) : undefined;
  const groups = new Set(items.map(groupOf));
  return items.map((item) => {
    const id = parseId(item['id']);
    return {
      id,
      name: item['name'],
      group: id !== undefined && groups.has(id),
      group_id: groupOf(item),
      ext: {level: levelOf(item['status'], LEVELS)},
    };
  });
}
