import {isoTime, phaseOf, rollUp} from 'outage-widgets/formats.js';
import type {
  Adapter,
  Level,
  Phase,
  TranslatedMaintenance,
  TranslatedReport,
} from 'outage-widgets/formats.js';
import {asXmlFeed} from './as-xml-feed.js';
import {FEED_PHASES, parseStatuspageHtml} from './statuspage-html.js';
import type {XmlFeedItem} from './xml-feed.js';

/** Levels by words of the title, the first that fits; a feed has no others. */
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

const PLANNED: readonly Phase[] = ['scheduled', 'in_progress', 'verifying', 'completed'];
const OVER: readonly Phase[] = ['resolved', 'completed'];

/** An item that does not say where it stands is news for so long after its last word, ms. */
const SILENCE = 3 * 86_400_000;

/**
 * RSS and Atom in general, the last resort: titles, links and texts. Where an item stands is taken
 * from its first strong word, as Statuspage writes it, or from its title. No feed knows its
 * components, and silence says nothing: the page is never said to be well.
 */
export const feed: Adapter = {
  name: 'feed',
  matches: (document) => asXmlFeed(document) !== undefined,
  translate(document) {
    const {title = '', link = '', updated, items = []} = asXmlFeed(document) ?? {};
    const reports = items.map(toReport);
    const isOver = ({status}: TranslatedReport): boolean => OVER.includes(status);
    // Of a long history the reader takes the beginning.
    const sorted = [...reports.filter((report) => !isOver(report)), ...reports.filter(isOver)];
    const isPlanned = ({status}: TranslatedReport): boolean => PLANNED.includes(status);
    const incidents = sorted.filter((report) => !isPlanned(report));
    const maintenances: readonly TranslatedMaintenance[] = sorted.filter(isPlanned);
    // What does not say where it stands does not say how the page is: it may be old.
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

function toReport(item: XmlFeedItem): TranslatedReport {
  const {id, title, link, body, html} = item;
  const published = isoTime(item.published);
  const said = isoTime(item.updated) ?? published;
  const parsed = parseStatuspageHtml(body, published ?? said);
  const status = parsed[0]?.status ?? phaseOfText(title, body);
  const lastAt = parsed[0]?.display_at ?? said;
  const updates = parsed.length > 0 || body === '' ? parsed : [{status, body, display_at: said}];
  const ext = {
    level: KEYWORDS.find(([word]) => word.test(title))?.[1] ?? 'unknown',
    body_format: html ? ('html' as const) : ('text' as const),
    ...(status === 'unknown' && {expires_at: after(lastAt)}),
  };
  return {
    id: id || link,
    name: title,
    status,
    started_at: parsed.at(-1)?.display_at ?? published,
    updated_at: said,
    resolved_at: OVER.includes(status) ? lastAt : undefined,
    shortlink: link,
    incident_updates: updates,
    ext,
  };
}

function phaseOfText(title: string, body: string): Phase {
  const words = [STRONG.exec(body), ...TITLE_PHASES.map((pattern) => pattern.exec(title))];
  const phases = words.map((match) => phaseOf(match?.[1], FEED_PHASES));
  return phases.find((phase) => phase !== 'unknown') ?? 'unknown';
}

function after(time: unknown): string | undefined {
  const iso = isoTime(time);
  return iso && new Date(Date.parse(iso) + SILENCE).toISOString();
}
