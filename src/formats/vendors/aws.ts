import {isOver} from '../../model/is-over.js';
import {isObject, parseTitle, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedComponent, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {levelOf, table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const LEVELS = table<Level>({0: 'operational', 1: 'notice', 2: 'degraded', 3: 'partial'});

/** An event that is over stays listed for a while. Its summary then begins with this word. */
const RESOLVED = /^\s*\[RESOLVED\]/i;

/**
 * AWS Health, `/public/currentevents`: a list of open events, empty when all is well. Its
 * predecessor `data.json` is read as well, but only its current events. AWS lists no services: a
 * service is known only while an event names it.
 */
export const aws: Adapter = {
  name: 'aws',
  matches(root) {
    const events = eventsOf(root);
    // An empty list could belong to any format, unless it comes with an archive.
    const told = events?.length === 0 ? toObject(root)['archive'] : events;
    return Array.isArray(told) && told.some(isEvent);
  },
  isAt: ({hostname}) => /^(?:status|health)\.(?:aws\.amazon\.com|amazonaws\.cn)$/.test(hostname),
  translate(root) {
    const events = eventsOf(root);
    if (!events || (events.length > 0 && !events.some(isEvent))) return {};
    const items = toObjects(events);
    const incidents = items.map(toReport);
    const open = items.filter((event) => !isOver(toReport(event).status));
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

/**
 * The services that an event affects, each with its own state; the one of the event if it lists
 * none.
 */
function servicesOf(event: Json): readonly TranslatedComponent[] {
  const region = event['region_name'];
  const impacted = Object.entries(toObject(event['impacted_services'])).flatMap(([id, value]) =>
    isObject(value)
      ? [{id, name: value['service_name'], ext: {level: levelOf(value['current'], LEVELS), region}}]
      : [],
  );
  const {service: id, service_name: name, status} = event;
  return impacted.length > 0
    ? impacted
    : [{id, name, ext: {level: levelOf(status, LEVELS), region}}];
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
    // Messages are plain text with a few HTML links.
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
