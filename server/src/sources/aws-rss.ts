import {isoTime, levelOf, openFirst, rollUp, table} from 'outage-widgets/formats.js';
import type {Adapter, Level, TranslatedReport} from 'outage-widgets/formats.js';
import {asXmlFeed} from './as-xml-feed.js';
import type {XmlFeedItem} from './xml-feed.js';

const HOST = /^https?:\/\/(?:status|health)\.aws\.amazon\.com\//;
/** `…#{service}-{region}_{epoch}` */
const GUID = /#(.{1,200})_\d{6,13}$/;

/** The beginnings of titles, and the state of the service that they mean. */
const PREFIXES = table<Level>({
  'service is operating normally': 'operational',
  resolved: 'operational',
  'informational message': 'notice',
  'performance issues': 'degraded',
  'service degradation': 'degraded',
  'service impact': 'degraded',
  'service disruption': 'partial',
});
const PREFIX = /^([a-z ]{3,40}):\s*/i;
const RESOLVED = /\[resolved\]\s*/i;

/** One message, which is one item of the feed. */
interface Message {
  /**
   * Identifies the service and region; identifies only this message if its guid does not tell them.
   */
  readonly key: string;
  /** The service and region, if the guid tells them. */
  readonly place: string | undefined;
  readonly at: string | undefined;
  readonly title: string;
  readonly level: Level;
  readonly body: string;
}

/**
 * Reads the feeds of AWS, of one service or of all. Each item is one message of an incident without
 * an id. Messages about one service and region belong together until one of them says that it is
 * over. A feed does not mention what has no message, so the page is never `operational`.
 */
export const awsRss: Adapter = {
  name: 'aws-rss',
  matches: (document) => HOST.test(asXmlFeed(document)?.link ?? ''),
  translate(document) {
    const {title: name = '', link = '', updated, items = []} = asXmlFeed(document) ?? {};
    const threads = toThreads(items.map(toMessage));
    const incidents = threads.map(toIncident);
    // The newest thread of a service tells its present state.
    const newest = new Map(
      threads.flatMap((thread) => {
        const {place, level} = thread.at(-1)!;
        return place === undefined ? [] : [[place, level] as const];
      }),
    );
    return {
      page: {name, url: link, updated_at: isoTime(updated)},
      status: {ext: {level: rollUp({incidents})}},
      components: [...newest].map(([key, level]) => ({id: key, name: key, ext: {level}})),
      // Readers take only the beginning of a long list, so the newest come first.
      incidents: openFirst([...incidents].reverse()),
    };
  },
};

function toMessage({id, title, published, body}: XmlFeedItem): Message {
  const place = GUID.exec(id)?.[1];
  let level: Level = 'unknown';
  let rest = title;
  // In `Resolved: Informational message: Recovery underway` the first word counts.
  for (let match = PREFIX.exec(rest); match; match = PREFIX.exec(rest)) {
    const stated = levelOf(match[1], PREFIXES);
    if (stated === 'unknown') break;
    if (level === 'unknown') level = stated;
    rest = rest.slice(match[0].length);
  }
  if (RESOLVED.test(rest)) level = 'operational';
  return {
    key: place ?? `${id} ${title}`,
    place,
    at: isoTime(published),
    title: rest.replace(RESOLVED, ''),
    level,
    body,
  };
}

/** Groups the messages by incident, oldest first. */
function toThreads(messages: readonly Message[]): readonly (readonly Message[])[] {
  const threads: Message[][] = [];
  const open = new Map<string, Message[]>();
  for (const message of [...messages].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))) {
    const {key, level} = message;
    const thread = open.get(key);
    if (thread) thread.push(message);
    else threads.push([message]);
    if (level === 'operational') open.delete(key);
    else open.set(key, thread ?? threads.at(-1)!);
  }
  return threads;
}

function toIncident(thread: readonly Message[]): TranslatedReport {
  const [first] = thread;
  const last = thread.at(-1)!;
  const ended = last.level === 'operational';
  return {
    id: `${first!.key}@${first!.at}`,
    name: last.title || first!.title,
    status: ended ? 'resolved' : 'unknown',
    started_at: first!.at,
    resolved_at: ended ? last.at : undefined,
    components: first!.place === undefined ? [] : [{id: first!.place}],
    incident_updates: thread.map(({level, body, at}) => ({
      status: level === 'operational' ? 'resolved' : 'unknown',
      body,
      display_at: at,
    })),
    ext: {level: ended ? 'unknown' : last.level, body_format: 'html'},
  };
}
