import {isoTime, openFirst, phaseOf, rollUp} from 'outage-widgets/formats.js';
import type {
  Adapter,
  Level,
  Phase,
  TranslatedMaintenance,
  TranslatedReport,
} from 'outage-widgets/formats.js';
import {isOver} from 'outage-widgets/protocol.js';
import {asXmlFeed} from './as-xml-feed.js';
import {parseStatuspageHtml} from './statuspage-html.js';
import type {XmlFeedItem} from './xml-feed.js';

/** The levels by words of the title; the first match counts. A feed has no other severity. */
const KEYWORDS: readonly (readonly [RegExp, Level])[] = [
  [/\b(?:scheduled|planned) |\bmaintenance\b/i, 'maintenance'],
  [/\bpartial(?:ly)?\b/i, 'partial'],
  [/\b(?:outage|down|offline|unavailable)\b/i, 'major'],
  [
    /\b(?:degrad\w{1,9}|slow\w{0,9}|latency|delay\w{0,3}|intermittent\w{0,2}|elevated)\b/i,
    'degraded',
  ],
];

/** `[Resolved] Orders hang`, `Resolved: Orders hang`, `Orders hang [Resolved]`. */
const TITLE_PHASES = [
  /^[[(]?([a-z][a-z ]{2,20})(?:[\])]| ?[:–-] )/i,
  /[[(]([a-z][a-z ]{2,20})[\])]$/i,
];
const STRONG = /<(?:strong|b)>\s{0,9}([a-z ]{3,40}?)\s{0,9}:?\s{0,9}<\//i;

const PLANNED: readonly Phase[] = [
  'scheduled',
  'in_progress',
  'verifying',
  'completed',
  'cancelled',
];

/** An item without a phase expires this long after its last update, in milliseconds. */
const silenceMs = 3 * 86_400_000;

/**
 * Reads any RSS or Atom feed, as a last resort: titles, links and texts. The phase of an item comes
 * from its first strong word, as Statuspage writes it, or from its title. Feeds do not name their
 * components, and silence proves nothing, so the page is never `operational`.
 */
export const feed: Adapter = {
  name: 'feed',
  matches: (document) => asXmlFeed(document) !== undefined,
  translate(document) {
    const {title = '', link = '', updated, items = []} = asXmlFeed(document) ?? {};
    const reports = openFirst(items.map((item) => ({...toReport(item), id: idOf(item, items)})));
    const isPlanned = ({status}: TranslatedReport): boolean => PLANNED.includes(status);
    const incidents = reports.filter((report) => !isPlanned(report));
    const maintenances: readonly TranslatedMaintenance[] = reports.filter(isPlanned);
    // An item without a phase may be old, so it does not count for the level of the page.
    const stated = incidents.filter(({status}) => status !== 'unknown');
    return {
      page: {name: title, url: link, updated_at: isoTime(updated)},
      status: {
        ext: {level: rollUp({incidents: stated, scheduled_maintenances: maintenances})},
      },
      incidents,
      scheduled_maintenances: maintenances,
    };
  },
};

/**
 * What tells an item from the others and stays the same: its id, or else its link or its title. A
 * time does not stay: some feeds give their items a new one at each poll.
 */
function idOf(item: XmlFeedItem, items: readonly XmlFeedItem[]): string | undefined {
  const isOwn = (field: 'id' | 'link' | 'title'): boolean =>
    item[field] !== '' && items.filter((other) => other[field] === item[field]).length === 1;
  if (item.id) return item.id;
  if (isOwn('link')) return item.link;
  return isOwn('title') ? item.title : undefined;
}

function toReport(item: XmlFeedItem): Omit<TranslatedReport, 'id'> {
  const {title, link, body, html} = item;
  const published = isoTime(item.published);
  const said = isoTime(item.updated) ?? published;
  const parsed = parseStatuspageHtml(body, published ?? said);
  const status = parsed[0]?.status ?? phaseOfText(title, body);
  const lastAt = parsed[0]?.display_at ?? said;
  const updates = parsed.length > 0 || body === '' ? parsed : [{status, body, display_at: said}];
  const isUnknown = status === 'unknown';
  return {
    name: title,
    status,
    started_at: parsed.at(-1)?.display_at ?? published,
    updated_at: said,
    resolved_at: isOver(status) ? lastAt : undefined,
    shortlink: link,
    incident_updates: updates,
    ext: {
      level: levelOfTitle(title),
      body_format: html ? 'html' : 'text',
      ...(isUnknown && {expires_at: expiryAfter(lastAt)}),
    },
  };
}

function levelOfTitle(title: string): Level {
  return KEYWORDS.find(([word]) => word.test(title))?.[1] ?? 'unknown';
}

function phaseOfText(title: string, body: string): Phase {
  const words = [STRONG.exec(body), ...TITLE_PHASES.map((pattern) => pattern.exec(title))];
  const phases = words.map((match) => phaseOf(match?.[1]));
  return phases.find((phase) => phase !== 'unknown') ?? 'unknown';
}

function expiryAfter(time: unknown): string | undefined {
  const iso = isoTime(time);
  return iso && new Date(Date.parse(iso) + silenceMs).toISOString();
}
