import {FeedError} from '../wire/errors.js';
import {rank} from '../wire/levels.js';
import {
  MAX_COMPONENTS,
  MAX_INCIDENTS,
  MAX_MAINTENANCES,
  MAX_RETRY_AFTER,
  MAX_STALE_SECONDS_RANGE,
  MAX_URL_CHARACTERS,
  POLL_AFTER_SECONDS_RANGE,
} from '../wire/limits.js';
import {
  clampNumber,
  isObject,
  parseId,
  parseInteger,
  parseList,
  parseTitle,
  parseWord,
  Problems,
  toObject,
} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import {parseTime} from '../wire/time.js';
import type {Component, Edition, Message, Parsed, Snapshot, Summary} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';
import type {Format} from './source.js';
import {parseIncident, parseMaintenance} from './statuspage-report.js';
import type {ReportContext} from './statuspage-report.js';
import {COMPONENT_LEVELS, INDICATOR_LEVELS, LISTS, OWN_LEVELS} from './statuspage-words.js';

/**
 * Statuspage v2 and its relatives, with our `ext`. Roll-up, incidents and components are read each for itself
 * and never computed from one another: real pages disagree with themselves, and each part is somebody's word.
 */
export const statuspage: Format = {
  events: new Set(['snapshot', 'status', 'remove', 'beat', 'bye', ...LISTS.keys()]),
  event: parse,
  document: (value) => parse('snapshot', value),
};

function parse(name: string, value: unknown): Parsed {
  const problems = new Problems();
  const message = isObject(value) ? parseMessage(name, value, problems) : undefined;
  if (message) return {message, problems: problems.found};
  throw new FeedError('document', `This is no status ${name}.`);
}

/** What each event of the stream says (PROTOCOL.md, section 3); undefined if it is broken. */
function parseMessage(name: string, root: Json, problems: Problems): Message | undefined {
  const edition = parseEdition(toObject(root['ext']));
  switch (name) {
    case 'snapshot': {
      const snapshot = parseSnapshot(root, edition, problems);
      return snapshot && {type: 'snapshot', snapshot};
    }
    case 'beat':
      return {type: 'beat', edition};
    case 'bye':
      return {type: 'bye', retryAfterMs: clampNumber(root['retry_after_ms'], [0, MAX_RETRY_AFTER])};
  }
  const summary = isObject(root['status']) ? parseSummary(root) : undefined;
  const change = {edition, summary};
  if (name === 'status') return {type: 'status', ...change};
  if (name === 'remove') {
    const list = parseWord(root['type'], LISTS);
    const id = parseId(root['id']);
    return list && id ? {type: 'remove', list, id, ...change} : undefined;
  }
  const list = LISTS.get(name)!;
  const item = PARSERS[list](toObject(root[name]), contextOf(root, `/${name}`, problems));
  return item && ({type: 'upsert', list, item, ...change} as Message);
}

const PARSERS = {
  components: parseComponent,
  incidents: parseIncident,
  maintenances: parseMaintenance,
};

/** Bodies in documents of our own protocol are plain text unless they say otherwise; others have to be guessed. */
function contextOf(root: Json, pointer: string, problems: Problems): ReportContext {
  const {schema, rev} = toObject(root['ext']);
  return {pointer, problems, bodyFormat: (schema ?? rev) === undefined ? undefined : 'text'};
}

function parseEdition(ext: Json): Edition {
  const stream = ext['stream'];
  return {
    epoch: parseId(ext['epoch']),
    rev: parseInteger(ext['rev']),
    generatedAt: parseTime(ext['generated_at']),
    maxStaleSeconds: clampNumber(ext['max_stale_seconds'], MAX_STALE_SECONDS_RANGE),
    pollAfterSeconds: clampNumber(ext['poll_after_seconds'], POLL_AFTER_SECONDS_RANGE),
    stream: typeof stream === 'string' && stream.length <= MAX_URL_CHARACTERS ? stream : undefined,
    locale: parseId(ext['locale']),
  };
}

/** The arrays of a document: an absent one is empty, but `null` or a string is nobody's word that all is well. */
const ARRAYS = ['components', 'incidents', 'scheduled_maintenances'];

/** A whole document; undefined if it is none. */
function parseSnapshot(root: Json, edition: Edition, problems: Problems): Snapshot | undefined {
  const present = ARRAYS.filter((name) => root[name] !== undefined);
  if (!isObject(root['status']) && present.length === 0) return undefined;
  if (!present.every((name) => Array.isArray(root[name]))) return undefined;
  const page = toObject(root['page']);
  const read =
    <T>(parseItem: (item: Json, context: ReportContext) => T) =>
    (item: Json, pointer: string): T =>
      parseItem(item, contextOf(root, pointer, problems));
  const list = <T extends {readonly id: string}>(
    name: string,
    max: number,
    parseItem: (item: Json, context: ReportContext) => T | undefined,
    overrides?: (repeated: T, held: T) => boolean,
  ): T[] => parseList(root[name], `/${name}`, max, problems, read(parseItem), overrides);
  return {
    page: {
      name: parseTitle(page['name']),
      url: safeUrl(page['url']),
      updatedAt: parseTime(page['updated_at']),
      ...parseSummary(root),
    },
    // Of two that contradict each other, the worse one: a repeated id must not hide an outage.
    components: list(
      'components',
      MAX_COMPONENTS,
      parseComponent,
      (repeated, held) => rank(repeated.level) > rank(held.level),
    ),
    incidents: list('incidents', MAX_INCIDENTS, parseIncident),
    maintenances: list('scheduled_maintenances', MAX_MAINTENANCES, parseMaintenance),
    edition,
  };
}

function parseSummary(root: Json): Summary {
  const {indicator, description} = toObject(root['status']);
  return {
    level: parseWord(indicator, INDICATOR_LEVELS) ?? 'unknown',
    headline: parseTitle(description),
  };
}

function parseComponent(item: Json, {pointer, problems}: ReportContext): Component | undefined {
  const name = parseTitle(item['name']);
  const id = parseId(item['id']) ?? name;
  if (!id) return problems.add(pointer, 'has neither id nor name');
  const level =
    parseWord(toObject(item['ext'])['level'], OWN_LEVELS) ??
    parseWord(item['status'], COMPONENT_LEVELS);
  if (!level) problems.add(`${pointer}/status`, 'is not a known component status');
  return {
    id,
    name: name || id,
    level: level ?? 'unknown',
    group: item['group'] === true,
    groupId: parseId(item['group_id']),
  };
}
