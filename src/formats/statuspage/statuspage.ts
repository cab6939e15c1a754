import {FeedError} from '../../model/errors.js';
import {
  MAX_COMPONENTS,
  MAX_INCIDENTS,
  MAX_MAINTENANCES,
  MAX_RETRY_AFTER,
  MAX_STALE_SECONDS_RANGE,
  POLL_AFTER_SECONDS_RANGE,
} from '../../parsing/limits.js';
import {
  clampNumber,
  collector,
  isObject,
  parseId,
  parseInteger,
  parseList,
  parseTitle,
  parseWord,
  toObject,
} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {parseTime} from '../../parsing/time.js';
import type {
  Component,
  Revision,
  Level,
  Message,
  Parsed,
  Problem,
  Snapshot,
  Summary,
} from '../../model/types.js';
import {safeUrl} from '../../parsing/url.js';
import type {Format} from '../format.js';
import {parseIncident, parseMaintenance} from './report.js';
import type {ReportContext} from './report.js';
import {COMPONENT_LEVELS, INDICATOR_LEVELS, LISTS, OWN_LEVELS} from './words.js';

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
  const problems: Problem[] = [];
  const message = isObject(value) && parseMessage(name, value, problems);
  if (!message) throw new FeedError('document', {detail: name});
  return {message, problems};
}

/** What each event of the stream says (PROTOCOL.md, section 3); undefined if it is broken. */
function parseMessage(name: string, root: Json, problems: Problem[]): Message | undefined {
  const ext = toObject(root['ext']);
  const revision = parseRevision(ext);
  const context: ReportContext = {
    note: collector(problems),
    // Bodies in documents of our own protocol are plain text unless they say otherwise; others have to be guessed.
    bodyFormat: (ext['schema'] ?? ext['rev']) === undefined ? undefined : 'text',
  };
  const change = {revision, summary: isObject(root['status']) ? parseSummary(root) : undefined};
  switch (name) {
    case 'snapshot': {
      const snapshot = parseSnapshot(root, revision, context);
      return snapshot && {type: name, snapshot};
    }
    case 'beat':
    case 'status':
      return {type: name, ...change};
    case 'bye':
      return {type: name, retryAfterMs: clampNumber(root['retry_after_ms'], [0, MAX_RETRY_AFTER])};
    case 'remove': {
      const list = parseWord(root['type'], LISTS);
      const id = parseId(root['id']);
      return list && id ? {type: name, list, id, ...change} : undefined;
    }
  }
  const list = LISTS.get(name)!;
  const item = PARSERS[list](toObject(root[name]), `/${name}`, context);
  return item && ({type: 'upsert', list, item, ...change} as Message);
}

const PARSERS = {
  components: parseComponent,
  incidents: parseIncident,
  maintenances: parseMaintenance,
};

function parseRevision(ext: Json): Revision {
  return {
    epoch: parseId(ext['epoch']),
    rev: parseInteger(ext['rev']),
    generatedAt: parseTime(ext['generated_at']),
    maxStaleSeconds: clampNumber(ext['max_stale_seconds'], MAX_STALE_SECONDS_RANGE),
    pollAfterSeconds: clampNumber(ext['poll_after_seconds'], POLL_AFTER_SECONDS_RANGE),
    stream: parseId(ext['stream']),
    locale: parseId(ext['locale']),
  };
}

/** The arrays of a document: an absent one is empty, but `null` or a string is nobody's word that all is well. */
const ARRAYS = ['components', 'incidents', 'scheduled_maintenances'] as const;

/** A whole document; undefined if it is none. */
function parseSnapshot(
  root: Json,
  revision: Revision,
  context: ReportContext,
): Snapshot | undefined {
  const present = ARRAYS.map((name) => root[name]).filter((value) => value !== undefined);
  // A list of incidents alone says nothing of the rest.
  const tells = isObject(root['status']) || isObject(root['page']) || root['components'];
  if (!tells || !present.every(Array.isArray)) return undefined;
  const page = toObject(root['page']);
  const list = <T>(
    name: (typeof ARRAYS)[number],
    max: number,
    parseItem: (item: Json, pointer: string, context: ReportContext) => T | undefined,
  ): T[] =>
    parseList(root[name], `/${name}`, max, context.note, (item, pointer) =>
      parseItem(item, pointer, context),
    );
  return {
    page: {
      name: parseTitle(page['name']),
      url: safeUrl(page['url']),
      updatedAt: parseTime(page['updated_at']),
      ...parseSummary(root),
    },
    components: list('components', MAX_COMPONENTS, parseComponent),
    incidents: list('incidents', MAX_INCIDENTS, parseIncident),
    maintenances: list('scheduled_maintenances', MAX_MAINTENANCES, parseMaintenance),
    revision,
  };
}

function parseSummary(root: Json): Summary {
  const {indicator, description, ext} = toObject(root['status']);
  return {
    level: parseOwnLevel(ext) ?? parseWord(indicator, INDICATOR_LEVELS) ?? 'unknown',
    headline: parseTitle(description),
  };
}

/** The finer word in an `ext`, where there is one. */
function parseOwnLevel(ext: unknown): Level | undefined {
  return parseWord(toObject(ext)['level'], OWN_LEVELS);
}

function parseComponent(item: Json, pointer: string, {note}: ReportContext): Component | undefined {
  const name = parseTitle(item['name']);
  const id = parseId(item['id']) ?? name;
  if (!id) return note(pointer, 'no id');
  return {
    id,
    name: name || id,
    level:
      parseOwnLevel(item['ext']) ??
      // Hund calls it a state.
      parseWord(item['status'] ?? item['state'], COMPONENT_LEVELS) ??
      'unknown',
    group: item['group'] === true,
    groupId: parseId(item['group_id']),
  };
}
