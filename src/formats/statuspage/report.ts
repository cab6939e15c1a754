import {MAX_BODY_CHARACTERS, MAX_ID_CHARACTERS, MAX_UPDATES} from '../../parsing/limits.js';
import {
  parseId,
  parseList,
  parseTitle,
  parseWord,
  toObject,
  toObjects,
} from '../../parsing/parse.js';
import type {Json, Note} from '../../parsing/parse.js';
import {toPlainText} from '../../parsing/plain-text.js';
import type {BodyFormat} from '../../parsing/plain-text.js';
import {cleanText} from '../../parsing/text.js';
import {parseTime} from '../../parsing/time.js';
import type {
  AffectedComponent,
  Incident,
  Level,
  Maintenance,
  Phase,
  Report,
  Update,
} from '../../model/types.js';
import {safeUrl} from '../../parsing/url.js';
import {BODY_FORMATS, DISPLAYS, IMPACT_LEVELS, OWN_LEVELS, PHASES} from './words.js';

/** What holds for all items of a document. */
export interface ReportContext {
  readonly note: Note;
  /** How bodies are written that do not say; undefined if it has to be guessed. */
  readonly bodyFormat: BodyFormat | undefined;
}

/** An incident; undefined, and noted, if it has no name. */
export function parseIncident(
  item: Json,
  pointer: string,
  context: ReportContext,
): Incident | undefined {
  const level = parseWord(item['impact'], IMPACT_LEVELS) ?? 'unknown';
  const report = parseReport(item, pointer, context, level);
  return report && {...report, kind: 'incident'};
}

/** Planned work; undefined, and noted, if it has no name. Old ones carry the impact of an incident: it is ignored. */
export function parseMaintenance(
  item: Json,
  pointer: string,
  context: ReportContext,
): Maintenance | undefined {
  const report = parseReport(item, pointer, context, 'maintenance');
  const from = parseTime(item['scheduled_for']);
  const until = parseTime(item['scheduled_until']);
  return (
    report && {
      ...report,
      kind: 'maintenance',
      scheduledFor: from,
      scheduledUntil: from && until && until < from ? undefined : until,
    }
  );
}

/** What both have in common. */
function parseReport(
  item: Json,
  pointer: string,
  context: ReportContext,
  level: Level,
): Report | undefined {
  const title = parseTitle(item['name']);
  if (!title) return context.note(pointer, 'no name');
  const ext = toObject(item['ext']);
  const eta = toObject(ext['eta']);
  const etaAt = parseTime(eta['at']);
  const {dismissible} = ext;
  const startedAt = parseTime(item['started_at']) ?? parseTime(item['created_at']);
  const updates = parseUpdates(item, ext, pointer, context);
  // Not when it started: of planned work that is a time to come.
  const touched = [parseTime(item['updated_at']), ...updates.map(({at}) => at)].map(
    (at) => at ?? 0,
  );
  return {
    id: parseId(item['id']) ?? `${title}@${startedAt}`,
    title,
    phase: parsePhase(item),
    level: parseWord(ext['level'], OWN_LEVELS) ?? level,
    startedAt,
    updatedAt: Math.max(...touched) || parseTime(item['created_at']),
    resolvedAt: parseTime(item['resolved_at']),
    url: safeUrl(item['shortlink']),
    updates,
    components: parseAffected(item, ext),
    estimate: etaAt ? {at: etaAt, previousAt: parseTime(eta['previous_at'])} : undefined,
    nextUpdateAt: parseTime(ext['next_update_at']),
    workaround: cleanText(ext['workaround'], MAX_BODY_CHARACTERS),
    display: parseWord(ext['display'], DISPLAYS) ?? 'banner',
    dismissible: typeof dismissible === 'boolean' ? dismissible : undefined,
    expiresAt: parseTime(ext['expires_at']),
  };
}

/** Hund has a `label`, often one of the same words. */
function parsePhase(item: Json): Phase {
  return (
    parseWord(toObject(item['ext'])['phase'] ?? item['status'] ?? item['label'], PHASES) ??
    'unknown'
  );
}

/** Newest first by `display_at`: vendors sort both ways, and back-date. */
function parseUpdates(
  item: Json,
  ext: Json,
  pointer: string,
  {note, bodyFormat}: ReportContext,
): Update[] {
  const parse = (entry: Json): Update => {
    const format =
      parseWord(toObject(entry['ext'])['body_format'] ?? ext['body_format'], BODY_FORMATS) ??
      bodyFormat;
    const at = parseTime(entry['display_at']) ?? parseTime(entry['created_at']);
    const phase = parsePhase(entry);
    const raw = entry['body'];
    // Markup is dropped before the limit applies; no more is looked at than could fit.
    const text =
      typeof raw === 'string' ? toPlainText(raw.slice(0, 4 * MAX_BODY_CHARACTERS), format) : '';
    const body = cleanText(text, MAX_BODY_CHARACTERS);
    // Not by its place in the list, which changes with every newer update.
    return {
      id: parseId(entry['id']) ?? `${at} ${phase} ${body}`.slice(0, MAX_ID_CHARACTERS),
      phase,
      body,
      at,
    };
  };
  return parseList(item['incident_updates'], `${pointer}/incident_updates`, Infinity, note, parse)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .slice(0, MAX_UPDATES);
}

/** What the incident names. */
function parseAffected(item: Json, ext: Json): AffectedComponent[] {
  const lists = [item['components'], ext['components']];
  return lists
    .flatMap(toObjects)

    .flatMap((entry) => {
      const name = parseTitle(entry['name']);
      const id = parseId(entry['id']) ?? name;
      return id ? [{id, name}] : [];
    });
}
