import {isOver} from '../../model/is-over.js';
import type {CharacterReferences} from '../../parsing/character-references.js';
import {MAX_ID_CHARACTERS, MAX_UPDATES} from '../../parsing/limits.js';
import {isObject, parseId, parseList, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json, Note} from '../../parsing/parse.js';
import {parseBody} from '../../parsing/rich-text/body.js';
import {parseTime} from '../../parsing/time.js';
import type {BodyFormat} from '../../model/rich-text.js';
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
import {phaseOf} from '../phases.js';
import {parseStory} from './story.js';
import {BODY_FORMATS, DISPLAYS, IMPACT_LEVELS, OWN_LEVELS} from './words.js';

/** Facts that hold for all items of a document. */
export interface ReportContext {
  readonly note: Note;
  /** The format of bodies that name none; undefined if it has to be guessed. */
  readonly bodyFormat: BodyFormat | undefined;
  /** The character references that bodies may have. */
  readonly references: CharacterReferences;
  /** A name or a title: one line of safe text, maybe empty. */
  readonly line: (value: unknown) => string;
}

/**
 * True for planned work, in whichever list it stands: it has a window, or the impact of planned
 * work.
 */
export function isPlanned(item: Json): boolean {
  return (
    parseTime(item['scheduled_for']) !== undefined ||
    parseWord(item['impact'], IMPACT_LEVELS) === 'maintenance'
  );
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

/**
 * Planned work; undefined, and noted, if it has no name.
 * Some old ones carry the impact of an incident, which is ignored.
 */
export function parseMaintenance(
  item: Json,
  pointer: string,
  context: ReportContext,
): Maintenance | undefined {
  const report = parseReport(item, pointer, context, 'maintenance');
  const from = statedTime(item, 'scheduled_for');
  const until = parseTime(item['scheduled_until']);
  return (
    report && {
      ...report,
      phase: phaseOfWork(report),
      kind: 'maintenance',
      scheduledFor: from,
      scheduledUntil: from && until && until < from ? undefined : until,
    }
  );
}

/** Some vendors say only in the newest update that planned work is over. */
function phaseOfWork({phase, updates: [newest]}: Report): Phase {
  return phase === 'unknown' && isOver(newest?.phase) ? newest!.phase : phase;
}

/** The fields that incidents and maintenances have in common. */
function parseReport(
  item: Json,
  pointer: string,
  context: ReportContext,
  level: Level,
): Report | undefined {
  const title = context.line(item['name']);
  if (!title) return context.note(pointer, 'This report has no name. It is left out.');
  const ext = toObject(item['ext']);
  const {dismissible} = ext;
  const startedAt = parseTime(item['started_at']) ?? statedTime(item, 'created_at');
  const updates = parseUpdates(item, ext, pointer, context);
  return {
    id: parseId(item['id']) ?? `${title}@${startedAt}`,
    title,
    phase: parsePhase(item),
    level: parseWord(ext['level'], OWN_LEVELS) ?? level,
    startedAt,
    updatedAt: lastTouched(item, updates),
    resolvedAt: parseTime(item['resolved_at']),
    url: safeUrl(item['shortlink']),
    updates,
    components: parseAffected(item, ext, context),
    ...parseStory(ext, context.line),
    display: parseWord(ext['display'], DISPLAYS) ?? 'banner',
    dismissible: typeof dismissible === 'boolean' ? dismissible : undefined,
    expiresAt: parseTime(ext['expires_at']),
    news: ext['news'] !== false,
    repeated: isRepeated(ext),
  };
}

/** Once a publisher has adopted an incident, it is their own. */
function isRepeated({origin}: Json): boolean {
  return isObject(origin) && origin['adopted'] === undefined;
}

/** The start does not count: the start of planned work is a time to come. */
function lastTouched(item: Json, updates: readonly Update[]): number | undefined {
  const times = [parseTime(item['updated_at']), ...updates.map(({at}) => at)];
  const newest = Math.max(...times.map((at) => at ?? 0));
  return newest || statedTime(item, 'created_at');
}

/**
 * A time; undefined where nobody has stated it, and the document has another one in its place
 * (`ext.unstated`).
 */
function statedTime(item: Json, field: string): number | undefined {
  const {unstated} = toObject(item['ext']);
  const isUnstated = Array.isArray(unstated) && unstated.includes(field);
  return isUnstated ? undefined : parseTime(item[field]);
}

/** The phase of a report or an update. */
export function parsePhase(item: Json): Phase {
  return phaseOf(toObject(item['ext'])['phase'] ?? item['status']);
}

/** Newest first by `display_at`: vendors sort both ways, and back-date. */
function parseUpdates(item: Json, ext: Json, pointer: string, context: ReportContext): Update[] {
  const updates = parseList(item['incident_updates'], {
    pointer: `${pointer}/incident_updates`,
    max: Infinity,
    note: context.note,
    parseItem: (entry) => parseUpdate(entry, ext, context),
  });
  return updates.sort((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MAX_UPDATES);
}

/** @param reportExt - the `ext` of its report, which speaks for all updates. */
function parseUpdate(
  entry: Json,
  reportExt: Json,
  {bodyFormat, references}: ReportContext,
): Update {
  const ext = toObject(entry['ext']);
  const format = ext['body_format'] ?? reportExt['body_format'];
  const at = statedTime(entry, 'display_at') ?? parseTime(entry['created_at']);
  const phase = parsePhase(entry);
  const language = parseWord(format, BODY_FORMATS) ?? bodyFormat;
  const {body, blocks} = parseBody(entry['body'], language, references);
  return {
    // The place in the list is no id: it changes with every newer update.
    id: parseId(entry['id']) ?? `${at} ${phase} ${body}`.slice(0, MAX_ID_CHARACTERS),
    phase,
    body,
    blocks,
    at,
    news: [entry['deliver_notifications'], ext['news'], reportExt['news']].every(
      (word) => word !== false,
    ),
  };
}

/** The components that a report names. */
function parseAffected(item: Json, ext: Json, {line}: ReportContext): AffectedComponent[] {
  return [item['components'], ext['components']].flatMap(toObjects).flatMap((entry) => {
    const name = line(entry['name']);
    const id = parseId(entry['id']) ?? name;
    return id ? [{id, name}] : [];
  });
}
