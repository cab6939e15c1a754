import {
  MAX_AFFECTED,
  MAX_BODY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  MAX_UPDATES,
} from '../wire/limits.js';
import {
  field,
  isObject,
  objectField,
  parseId,
  parseList,
  parseWord,
  Problems,
} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import {toPlainText} from '../wire/plain-text.js';
import {cleanLine, cleanText} from '../wire/text.js';
import {parseTime} from '../wire/time.js';
import type {
  AffectedComponent,
  Incident,
  Level,
  Maintenance,
  Phase,
  Report,
  Update,
} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';
import {parseReportExtras, parseTranslations} from './statuspage-ext.js';
import {
  BODY_FORMATS,
  COMPONENT_LEVELS,
  IMPACT_LEVELS,
  INCIDENT_PHASES,
  MAINTENANCE_PHASES,
  OWN_LEVELS,
} from './statuspage-words.js';

/** The longest body looked at, in characters: markup is dropped before `MAX_BODY_CHARACTERS` is applied. */
const MAX_RAW_BODY = 4 * MAX_BODY_CHARACTERS;

export function parseReport(
  item: Json,
  pointer: string,
  problems: Problems,
  native: boolean,
  kind: 'incident',
): Incident | undefined;
export function parseReport(
  item: Json,
  pointer: string,
  problems: Problems,
  native: boolean,
  kind: 'maintenance',
): Maintenance | undefined;
/**
 * An incident or a maintenance; undefined if it says nothing at all.
 * @param native - the document follows our protocol, in which bodies are plain text unless it says otherwise.
 */
export function parseReport(
  item: Json,
  pointer: string,
  problems: Problems,
  native: boolean,
  kind: 'incident' | 'maintenance',
): Incident | Maintenance | undefined {
  const ext = objectField(item, 'ext');
  const title = cleanLine(field(item, 'name'), MAX_TITLE_CHARACTERS);
  const startedAt = parseTime(field(item, 'started_at')) ?? parseTime(field(item, 'created_at'));
  const givenId = parseId(field(item, 'id'));
  if (!title && givenId === undefined) return problems.add(pointer, 'has neither id nor name');
  const id = givenId ?? `${title}@${startedAt ?? ''}`;
  const updates = parseUpdates(item, pointer, problems, native, kind);
  const impact = field(item, 'impact');
  const report: Report = {
    id,
    title,
    phase: parsePhase(field(item, 'status'), kind),
    level:
      parseWord(field(ext, 'level'), OWN_LEVELS) ??
      (kind === 'maintenance' ? 'maintenance' : (parseWord(impact, IMPACT_LEVELS) ?? 'unknown')),
    critical: kind === 'incident' && impact === 'critical',
    startedAt,
    updatedAt:
      latest([parseTime(field(item, 'updated_at')), ...updates.map((update) => update.at)]) ??
      startedAt,
    resolvedAt: parseTime(field(item, 'resolved_at')),
    updates,
    components: parseAffectedComponents(item, ext, problems),
    ...parseReportExtras(ext),
  };
  const url = safeUrl(field(item, 'shortlink'));
  const linked = url === undefined ? report : {...report, url};
  if (kind === 'incident') return {kind, ...linked};
  return {
    kind,
    ...linked,
    scheduledFor: parseTime(field(item, 'scheduled_for')),
    scheduledUntil: parseTime(field(item, 'scheduled_until')),
  };
}

function parsePhase(status: unknown, kind: 'incident' | 'maintenance'): Phase {
  return parseWord(status, kind === 'incident' ? INCIDENT_PHASES : MAINTENANCE_PHASES) ?? 'unknown';
}

/** Newest first by `display_at`: vendors sort both ways, and back-date. */
function parseUpdates(
  item: Json,
  pointer: string,
  problems: Problems,
  native: boolean,
  kind: 'incident' | 'maintenance',
): Update[] {
  const ownFormat = parseWord(field(objectField(item, 'ext'), 'body_format'), BODY_FORMATS);
  const updates = parseList<Update>(
    item,
    'incident_updates',
    Infinity,
    problems,
    (entry, place) => {
      const ext = objectField(entry, 'ext');
      const at = parseTime(field(entry, 'display_at')) ?? parseTime(field(entry, 'created_at'));
      const format =
        parseWord(field(ext, 'body_format'), BODY_FORMATS) ??
        ownFormat ??
        (native ? 'text' : undefined);
      const raw = field(entry, 'body');
      const text = typeof raw === 'string' ? toPlainText(raw.slice(0, MAX_RAW_BODY), format) : '';
      const i18n = parseTranslations(field(ext, 'i18n'));
      return {
        id: parseId(field(entry, 'id')) ?? `${at ?? ''}${place}`,
        phase: parsePhase(field(entry, 'status'), kind),
        body: cleanText(text, MAX_BODY_CHARACTERS),
        at,
        ...(i18n && {i18n}),
      };
    },
  );
  updates.sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  if (updates.length > MAX_UPDATES) {
    problems.add(
      `${pointer}/incident_updates`,
      `has more than ${MAX_UPDATES} entries: the oldest are dropped`,
    );
  }
  return updates.slice(0, MAX_UPDATES);
}

/**
 * What the incident says of components. Sources: `ext.components`, the newest update's `affected_components`,
 * and the `components` list, whose statuses are the page's current ones and therefore not this incident's word.
 */
function parseAffectedComponents(
  item: Json,
  ext: Json,
  problems: Problems,
): AffectedComponent[] | undefined {
  const lists = [field(item, 'components'), field(ext, 'components'), affectedByUpdates(item)];
  if (!lists.some(Array.isArray)) return undefined;
  const found = new Map<string, AffectedComponent>();
  const add = (id: string | undefined, name: string, level: Level): void => {
    const key = id ?? name;
    if (!key || (found.size >= MAX_AFFECTED && !found.has(key))) return;
    const known = found.get(key);
    found.set(key, {
      id: key,
      name: known?.name || name,
      level: level === 'unknown' ? (known?.level ?? level) : level,
    });
  };
  const each = (list: unknown, read: (entry: Json) => void): void => {
    if (Array.isArray(list))
      for (const entry of list as unknown[]) if (isObject(entry)) read(entry);
  };
  each(lists[0], (entry) =>
    add(
      parseId(field(entry, 'id')),
      cleanLine(field(entry, 'name'), MAX_TITLE_CHARACTERS),
      'unknown',
    ),
  );
  each(lists[2], (entry) =>
    add(
      parseId(field(entry, 'code')),
      cleanLine(field(entry, 'name'), MAX_TITLE_CHARACTERS),
      parseWord(field(entry, 'new_status'), COMPONENT_LEVELS) ?? 'unknown',
    ),
  );
  each(lists[1], (entry) =>
    add(
      parseId(field(entry, 'id')),
      '',
      parseWord(field(entry, 'status'), COMPONENT_LEVELS) ?? 'unknown',
    ),
  );
  if (found.size >= MAX_AFFECTED)
    problems.add('/components', `has more than ${MAX_AFFECTED} entries`);
  return [...found.values()];
}

/** The `affected_components` of the newest update that has any. */
function affectedByUpdates(item: Json): unknown {
  const updates = field(item, 'incident_updates');
  if (!Array.isArray(updates)) return undefined;
  let newest: unknown;
  let newestAt = -Infinity;
  for (const update of updates as unknown[]) {
    if (!isObject(update) || !Array.isArray(field(update, 'affected_components'))) continue;
    const at =
      parseTime(field(update, 'display_at')) ?? parseTime(field(update, 'created_at')) ?? 0;
    if (at > newestAt) {
      newest = field(update, 'affected_components');
      newestAt = at;
    }
  }
  return newest;
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
