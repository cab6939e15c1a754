import type {Action, Estimate, Postmortem, Provider, Report, Scope} from '../../model/types.js';
import {MAX_ACTIONS, MAX_BODY_CHARACTERS, MAX_SCOPE_ITEMS} from '../../parsing/limits.js';
import {parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {cleanText} from '../../parsing/text.js';
import {parseTime} from '../../parsing/time.js';
import {safeUrl} from '../../parsing/url.js';
import {DATA_SAFETIES} from './words.js';

/** The fields of a report that only our own protocol has (PROTOCOL.md, section 1.2). */
type Story = Pick<
  Report,
  | 'scope'
  | 'notAffected'
  | 'dataSafety'
  | 'provider'
  | 'postmortem'
  | 'security'
  | 'estimate'
  | 'nextUpdateAt'
  | 'workaround'
  | 'actions'
>;

type ParseLine = (value: unknown) => string;

/**
 * Reads what a report says to its readers beside the words of Statuspage.
 * @param line - reads a line of safe text
 */
export function parseStory(ext: Json, line: ParseLine): Story {
  return {
    scope: parseScope(ext, line),
    notAffected: parseLines(ext['not_affected'], line),
    dataSafety: parseWord(ext['data_safety'], DATA_SAFETIES),
    provider: parseProvider(ext['origin'], line),
    postmortem: parsePostmortem(toObject(ext['postmortem'])),
    security: ext['security'] === true,
    estimate: parseEstimate(toObject(ext['eta'])),
    nextUpdateAt: parseTime(ext['next_update_at']),
    workaround: cleanText(ext['workaround'], MAX_BODY_CHARACTERS),
    actions: parseActions(ext, line),
  };
}

function parseScope({affected, locations}: Json, line: ParseLine): Scope | undefined {
  const {count, percent, unit, scope} = toObject(affected);
  const parsed: Scope = {
    count: inRange(count, Number.MAX_SAFE_INTEGER),
    percent: inRange(percent, 100),
    unit: line(unit),
    words: line(scope),
    places: parseLines(locations, line),
  };
  const {places} = parsed;
  const isStated =
    parsed.count !== undefined || parsed.percent !== undefined || parsed.words || places.length > 0;
  return isStated ? parsed : undefined;
}

function inRange(value: unknown, max: number): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= max ? value : undefined;
}

function parseLines(value: unknown, line: ParseLine): readonly string[] {
  const lines = Array.isArray(value) ? value.map(line).filter(Boolean) : [];
  return lines.slice(0, MAX_SCOPE_ITEMS);
}

/**
 * The supplier whose trouble a report is. An item that was only repeated from another page names
 * that page in the same field: that is no supplier.
 */
function parseProvider(origin: unknown, line: ParseLine): Provider | undefined {
  const {name, url, adopted} = toObject(origin);
  const words = line(name);
  return words && adopted !== undefined ? {name: words, url: safeUrl(url)} : undefined;
}

function parsePostmortem({url, published_at: publishedAt}: Json): Postmortem | undefined {
  const safe = safeUrl(url);
  return safe === undefined ? undefined : {url: safe, publishedAt: parseTime(publishedAt)};
}

function parseEstimate(eta: Json): Estimate | undefined {
  const at = parseTime(eta['at']);
  if (at === undefined) return undefined;
  return {at, previousAt: parseTime(eta['previous_at']), firstAt: parseTime(eta['first_at'])};
}

/** Reads the links that help people. One without words or a safe address is left out. */
function parseActions(ext: Json, line: ParseLine): readonly Action[] {
  const actions = toObjects(ext['actions']).flatMap((entry) => {
    const [label, url] = [line(entry['label']), safeUrl(entry['url'])];
    return label && url ? [{label, url}] : [];
  });
  return actions.slice(0, MAX_ACTIONS);
}
