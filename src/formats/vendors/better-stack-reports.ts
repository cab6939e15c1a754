import {worst} from '../../model/levels.js';
import {parseId, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {TranslatedMaintenance, TranslatedUpdate} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {levelOf, table} from '../vocabulary.js';

/** `not_monitored` is missing on purpose: nobody checks such a component, so it is unknown. */
export const LEVELS = table<Level>({
  operational: 'operational',
  resolved: 'operational',
  maintenance: 'maintenance',
  degraded: 'degraded',
  downtime: 'major',
});

/** The levels with which a report ends. */
const WELL: readonly Level[] = ['operational'];

/** The fields of a JSON:API item. */
export function attributesOf(item: Json | undefined): Json {
  return toObject(item?.['attributes']);
}

/**
 * The translated reports: first those without an end, then the others with the latest end first.
 * The checker reads only the beginning of a long history.
 * @param page - the page's own fields.
 */
export function readReports(
  reports: readonly Json[],
  updates: readonly Json[],
  page: Json,
): readonly TranslatedMaintenance[] {
  const byReport = updatesByReport(reports, updates);
  return reports
    .map((item) => toReport(item, byReport.get(parseId(item['id'])) ?? [], page))
    .sort(byEnd);
}

function byEnd(a: TranslatedMaintenance, b: TranslatedMaintenance): number {
  const [first, second] = [a, b].map(
    ({scheduled_until: end}) => (end as string | undefined) ?? '9',
  );
  return second! < first! ? -1 : Number(second! > first!);
}

/** Updates by the id of their report: either names the other. */
function updatesByReport(
  reports: readonly Json[],
  updates: readonly Json[],
): ReadonlyMap<string | undefined, readonly Json[]> {
  const result = new Map(reports.map((item) => [parseId(item['id']), [] as Json[]]));
  const owners = new Map(
    reports.flatMap((item) =>
      toObjects(toObject(toObject(item['relationships'])['status_updates'])['data']).map(
        ({id}) => [parseId(id), parseId(item['id'])] as const,
      ),
    ),
  );
  for (const item of updates) {
    const owner =
      owners.get(parseId(item['id'])) ?? parseId(attributesOf(item)['status_report_id']);
    result.get(owner)?.push(item);
  }
  return result;
}

/**
 * No word tells where a report stands: it is open until `ends_at`, and planned work runs from
 * `starts_at`. That takes a clock, so a report with an end expires at it (`ext.expires_at`),
 * whichever clock reads it. It counts as over here only if the document proves it: the report's own
 * state or its last update says that all is well, or the document was written to after the end.
 * Monitors write reports of type `automatic`, whose end is the recovery.
 */
function toReport(item: Json, updates: readonly Json[], page: Json): TranslatedMaintenance {
  const {title, starts_at, ends_at, report_type, aggregate_state, affected_resources} =
    attributesOf(item);
  const planned = report_type === 'maintenance';
  const end = isoTime(ends_at);
  const times = updates.map((update) => isoTime(attributesOf(update)['published_at']) ?? '');
  const written = [isoTime(page['updated_at']) ?? '', ...times].sort().at(-1)!;
  const last = updates[times.indexOf([...times].sort().at(-1)!)];
  const state = levelOf(aggregate_state, LEVELS);
  const over =
    end !== undefined && (end <= written || isWell(last) || (!planned && WELL.includes(state)));
  const affected = toObjects(affected_resources);
  const level =
    worst(state === 'unknown' ? affected.map(({status}) => levelOf(status, LEVELS)) : [state]) ??
    'unknown';
  const ext: {level: Level; expires_at: string | undefined} = {
    level: planned ? 'maintenance' : level === 'operational' ? 'notice' : level,
    expires_at: over ? undefined : end,
  };
  return {
    id: item['id'],
    name: title,
    status: !over ? 'unknown' : planned ? 'completed' : 'resolved',
    started_at: isoTime(starts_at),
    resolved_at: over ? end : undefined,
    scheduled_for: planned ? isoTime(starts_at) : undefined,
    scheduled_until: end,
    components: affected.map(({status_page_resource_id: id}) => ({id})),
    incident_updates: updates.map(toUpdate),
    ext,
  };
}

function toUpdate(item: Json): TranslatedUpdate {
  const {message: body, published_at} = attributesOf(item);
  return {
    id: item['id'],
    status: isWell(item) ? 'resolved' : 'unknown',
    body,
    display_at: isoTime(published_at),
  };
}

/** True if an update says that all the components it names are well again. */
function isWell(update: Json | undefined): boolean {
  const affected = toObjects(attributesOf(update)['affected_resources']);
  return (
    affected.length > 0 && affected.every(({status}) => WELL.includes(levelOf(status, LEVELS)))
  );
}
