import {
  MAX_ACTIONS,
  MAX_AFFECTED,
  MAX_BODY_CHARACTERS,
  MAX_ID_CHARACTERS,
  MAX_UPDATES,
} from '../wire/limits.js';
import {
  clampNumber,
  parseId,
  parseInteger,
  parseList,
  parseTitle,
  parseWord,
  toObject,
  toObjects,
} from '../wire/parse.js';
import type {Json, Problems} from '../wire/parse.js';
import {toPlainText} from '../wire/plain-text.js';
import type {BodyFormat} from '../wire/plain-text.js';
import {cleanText} from '../wire/text.js';
import {parseTime} from '../wire/time.js';
import type {
  Action,
  Affected,
  AffectedComponent,
  Estimate,
  Incident,
  Maintenance,
  Phase,
  Report,
  Update,
} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';
import {
  BODY_FORMATS,
  COMPONENT_LEVELS,
  DISPLAYS,
  IMPACT_LEVELS,
  OWN_LEVELS,
  PHASES,
} from './statuspage-words.js';

/** Where an item stands in its document, and what holds for all of that. */
export interface ReportContext {
  /** JSON pointer of the item. */
  readonly pointer: string;
  readonly problems: Problems;
  /** How bodies are written that do not say; undefined if it has to be guessed. */
  readonly bodyFormat: BodyFormat | undefined;
}

/** An incident; undefined, and reported, if it has no name. */
export function parseIncident(item: Json, context: ReportContext): Incident | undefined {
  const report = parseReport(item, context);
  const impact = parseWord(item['impact'], IMPACT_LEVELS);
  return (
    report && {
      ...report,
      kind: 'incident',
      level: report.level ?? impact ?? 'unknown',
      // The one impact that maps to the worst level.
      critical: impact === 'major',
    }
  );
}

/** Planned work; undefined, and reported, if it has no name. Old ones carry the impact of an incident: it is ignored. */
export function parseMaintenance(item: Json, context: ReportContext): Maintenance | undefined {
  const report = parseReport(item, context);
  const from = parseTime(item['scheduled_for']);
  const until = parseTime(item['scheduled_until']);
  const reversed = from !== undefined && until !== undefined && until < from;
  if (reversed) context.problems.add(`${context.pointer}/scheduled_until`, 'is before the start');
  return (
    report && {
      ...report,
      kind: 'maintenance',
      level: report.level ?? 'maintenance',
      critical: false,
      scheduledFor: from,
      scheduledUntil: reversed ? undefined : until,
    }
  );
}

/** What both have in common. */
function parseReport(
  item: Json,
  context: ReportContext,
): (Omit<Report, 'level' | 'critical'> & {level: Report['level'] | undefined}) | undefined {
  const title = parseTitle(item['name']);
  if (!title) return context.problems.add(context.pointer, 'has no name');
  const ext = toObject(item['ext']);
  const {dismissible} = ext;
  const startedAt = parseTime(item['started_at']) ?? parseTime(item['created_at']);
  const updates = parseUpdates(item, ext, context);
  return {
    id: parseId(item['id']) ?? `${title}@${startedAt ?? ''}`,
    title,
    phase: parsePhase(item),
    level: parseWord(ext['level'], OWN_LEVELS),
    startedAt,
    updatedAt: latest(startedAt, parseTime(item['updated_at']), ...updates.map(({at}) => at)),
    resolvedAt: parseTime(item['resolved_at']),
    url: safeUrl(item['shortlink']),
    updates,
    components: parseAffectedComponents(item, ext, context),
    estimate: parseEstimate(toObject(ext['eta'])),
    nextUpdateAt: parseTime(ext['next_update_at']),
    affected: parseAffected(toObject(ext['affected'])),
    workaround: cleanText(ext['workaround'], MAX_BODY_CHARACTERS),
    actions: toObjects(ext['actions']).flatMap(parseAction).slice(0, MAX_ACTIONS),
    display: parseWord(ext['display'], DISPLAYS) ?? 'banner',
    dismissible: typeof dismissible === 'boolean' ? dismissible : undefined,
    expiresAt: parseTime(ext['expires_at']),
    postmortemUrl: safeUrl(toObject(ext['postmortem'])['url']),
  };
}

function parsePhase(item: Json): Phase {
  return parseWord(item['status'], PHASES) ?? 'unknown';
}

/** Newest first by `display_at`: vendors sort both ways, and back-date. */
function parseUpdates(
  item: Json,
  ext: Json,
  {pointer, problems, bodyFormat}: ReportContext,
): Update[] {
  const list = `${pointer}/incident_updates`;
  const updates = parseList(item['incident_updates'], list, Infinity, problems, (entry): Update => {
    const format =
      parseWord(toObject(entry['ext'])['body_format'], BODY_FORMATS) ??
      parseWord(ext['body_format'], BODY_FORMATS) ??
      bodyFormat;
    const at = timeOf(entry);
    const phase = parsePhase(entry);
    const body = parseBody(entry['body'], format);
    // Not by its place in the list, which changes with every newer update.
    const id = parseId(entry['id']) ?? `${at} ${phase} ${body}`.slice(0, MAX_ID_CHARACTERS);
    return {id, phase, body, at};
  });
  if (updates.length > MAX_UPDATES) problems.add(list, `is cut to the newest ${MAX_UPDATES}`);
  return updates.sort((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MAX_UPDATES);
}

/** When an update was said: it may be back-dated. */
function timeOf(update: Json): number | undefined {
  return parseTime(update['display_at']) ?? parseTime(update['created_at']);
}

/** Markup is dropped before the limit applies; no more is looked at than could fit. */
function parseBody(value: unknown, format: BodyFormat | undefined): string {
  if (typeof value !== 'string') return '';
  return cleanText(
    toPlainText(value.slice(0, 4 * MAX_BODY_CHARACTERS), format),
    MAX_BODY_CHARACTERS,
  );
}

/**
 * What the incident says of components. Sources: `ext.components`, the newest update's `affected_components`,
 * and the `components` list, whose statuses are the page's current ones and therefore not this incident's word.
 */
function parseAffectedComponents(
  item: Json,
  ext: Json,
  {pointer, problems}: ReportContext,
): AffectedComponent[] | undefined {
  const updates = toObjects(item['incident_updates'])
    .filter((update) => Array.isArray(update['affected_components']))
    .sort((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0));
  // Later ones know the level better; the first one has the present names.
  const sources = [
    [item['components'], 'id', ''],
    [updates[0]?.['affected_components'], 'code', 'new_status'],
    [ext['components'], 'id', 'status'],
  ] as const;
  if (!sources.some(([list]) => Array.isArray(list))) return undefined;
  const found = new Map<string, AffectedComponent>();
  for (const [list, idField, statusField] of sources) {
    for (const entry of toObjects(list)) {
      const name = parseTitle(entry['name']);
      const id = parseId(entry[idField]) ?? name;
      const known = found.get(id);
      if (!id || (!known && found.size === MAX_AFFECTED)) continue;
      const level = parseWord(entry[statusField], COMPONENT_LEVELS) ?? known?.level ?? 'unknown';
      found.set(id, {id, name: known?.name || name, level});
    }
  }
  if (found.size === MAX_AFFECTED) {
    problems.add(`${pointer}/components`, `at most ${MAX_AFFECTED} are read`);
  }
  return [...found.values()];
}

function parseEstimate(eta: Json): Estimate | undefined {
  const at = parseTime(eta['at']);
  return at === undefined ? undefined : {at, previousAt: parseTime(eta['previous_at'])};
}

function parseAffected(affected: Json): Affected | undefined {
  const percent = affected['percent'];
  const result = {
    count: parseInteger(affected['count']),
    percent:
      clampNumber(percent, [0, 100]) === percent ? (percent as number | undefined) : undefined,
    unit: parseTitle(affected['unit']),
    scope: parseTitle(affected['scope']),
  };
  const said = result.count !== undefined || result.percent !== undefined || result.scope !== '';
  return said ? result : undefined;
}

function parseAction(action: Json): Action[] {
  const url = safeUrl(action['url']);
  const label = parseTitle(action['label']);
  return url && label ? [{label, url}] : [];
}

function latest(...times: readonly (number | undefined)[]): number | undefined {
  const latestOne = Math.max(...times.map((time) => time ?? 0));
  return latestOne || undefined;
}
