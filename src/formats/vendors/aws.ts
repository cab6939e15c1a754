import {isObject, parseTitle, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedComponent, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {levelOf, table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const LEVELS = table<Level>({0: 'operational', 1: 'notice', 2: 'degraded', 3: 'partial'});

/** What is over stays listed for a while: its summary begins with this word. */
const RESOLVED = /^\s*\[RESOLVED\]/i;

/**
 * AWS Health, `/public/currentevents`: a list of open events, empty when all is well; and its predecessor `data.json`, of
 * which only what is current is read. Services are known only by what they suffer.
 */
export const aws: Adapter = {
  name: 'aws',
  matches(root) {
    const events = eventsOf(root);
    // An empty list is anybody's, unless it comes with an archive.
    const told = events?.length === 0 ? toObject(root)['archive'] : events;
    return Array.isArray(told) && told.some(isEvent);
  },
  isAt: ({hostname}) => /^(?:status|health)\.(?:aws\.amazon\.com|amazonaws\.cn)$/.test(hostname),
  translate(root) {
    const events = eventsOf(root);
    if (!events || (events.length > 0 && !events.some(isEvent))) return {};
    const items = toObjects(events);
    const incidents = items.map(toReport);
    const open = items.filter((_, index) => isOpen(incidents[index]!));
    const components = worstOfEach(open.flatMap(servicesOf));
    return {
      status: {ext: {level: rollUp({incidents, components}, 'operational')}},
      components,
      incidents,
    };
  },
};

function eventsOf(root: unknown): readonly unknown[] | undefined {
  const {current, archive} = toObject(root);
  const list = Array.isArray(archive) ? current : root;
  return Array.isArray(list) ? list : undefined;
}

function isEvent(item: unknown): boolean {
  return isObject(item) && 'service_name' in item && 'date' in item && 'summary' in item;
}

function isOpen({status}: TranslatedReport): boolean {
  return status !== 'resolved';
}

/** The services an event touches, each with its own state; the event's own where none is listed. */
function servicesOf(event: Json): readonly TranslatedComponent[] {
  const impacted = Object.entries(toObject(event['impacted_services'])).flatMap(([id, value]) =>
    isObject(value)
      ? [{id, name: value['service_name'], ext: {level: levelOf(value['current'], LEVELS)}}]
      : [],
  );
  const {service: id, service_name: name, status} = event;
  return impacted.length > 0 ? impacted : [{id, name, ext: {level: levelOf(status, LEVELS)}}];
}

function toReport(event: Json): TranslatedReport {
  const {
    arn,
    date,
    service_name: service,
    region_name: region,
    summary,
    status,
    description,
  } = event;
  const title = parseTitle(summary);
  const where = [service, region].map(parseTitle).filter(Boolean).join(', ');
  const level = levelOf(status, LEVELS);
  const updates = toObjects(event['event_log']).map(toUpdate);
  return {
    id: arn,
    name: title && where ? `${title} (${where})` : title || where,
    status: RESOLVED.test(title) || level === 'operational' ? 'resolved' : 'unknown',
    created_at: isoTime(date),
    components: servicesOf(event),
    // `data.json` has all updates in one text.
    incident_updates: description ? [{status: 'unknown', body: description}] : updates,
    // Messages are text with a link here and there.
    ext: {level, body_format: 'html'},
  };
}

function toUpdate({summary, message, timestamp, status}: Json): TranslatedUpdate {
  const over = RESOLVED.test(parseTitle(summary)) || levelOf(status, LEVELS) === 'operational';
  return {
    status: over ? 'resolved' : 'unknown',
    body: message || summary,
    display_at: isoTime(timestamp),
  };
}
