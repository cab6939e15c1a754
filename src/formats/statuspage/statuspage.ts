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
import type {Json, Note} from '../../parsing/parse.js';
import {parseTime} from '../../parsing/time.js';
import type {
  Change,
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
 * Statuspage v2 and its relatives, with our `ext`. The roll-up, the incidents and the components
 * are each read for themselves and never computed from one another: real pages disagree with
 * themselves, and each part is the publisher's word.
 */
export const statuspage: Format = {
  events: new Set(['snapshot', 'status', 'remove', 'beat', 'bye', ...LISTS.keys()]),
  event: parse,
  document: (value) => parse('snapshot', value),
};

function parse(name: string, value: unknown): Parsed {
  const problems: Problem[] = [];
  const message = isObject(value) ? parseMessage(name, value, collector(problems)) : undefined;
  if (!message) throw new FeedError('document', {detail: `no usable "${name}" message`});
  return {message, problems};
}

/** The message of each event of the stream (PROTOCOL.md, section 3); undefined if it is broken. */
function parseMessage(name: string, root: Json, note: Note): Message | undefined {
  const ext = toObject(root['ext']);
  const revision = parseRevision(ext);
  const change = {revision, summary: isObject(root['status']) ? parseSummary(root) : undefined};
  // Bodies in documents of our own protocol are plain text unless they say otherwise.
  // Those of other documents have to be guessed.
  const isOwn = (ext['schema'] ?? ext['rev']) !== undefined;
  const context: ReportContext = {note, bodyFormat: isOwn ? 'text' : undefined};
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
    default:
      return parseUpsert(name, root, change, context);
  }
}

/** An event that bears the name of one kind of item and carries one item under that name. */
function parseUpsert(
  name: string,
  root: Json,
  change: Change,
  context: ReportContext,
): Message | undefined {
  const value = toObject(root[name]);
  const pointer = `/${name}`;
  const list = LISTS.get(name);
  switch (list) {
    case 'components': {
      const item = parseComponent(value, pointer, context);
      return item && {type: 'upsert', list, item, ...change};
    }
    case 'incidents': {
      const item = parseIncident(value, pointer, context);
      return item && {type: 'upsert', list, item, ...change};
    }
    case 'maintenances': {
      const item = parseMaintenance(value, pointer, context);
      return item && {type: 'upsert', list, item, ...change};
    }
    case undefined:
      return undefined;
  }
}

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

/** A whole document; undefined if it is none. */
function parseSnapshot(
  root: Json,
  revision: Revision,
  context: ReportContext,
): Snapshot | undefined {
  const {components, incidents, scheduled_maintenances: maintenances} = root;
  // A list of incidents alone says nothing of the rest.
  if (!isObject(root['status']) && !isObject(root['page']) && !components) return undefined;
  // An absent list is empty, but `null` or a string does not say that all is well.
  const lists = [components, incidents, maintenances];
  if (!lists.every((list) => list === undefined || Array.isArray(list))) return undefined;
  const {note} = context;
  const page = toObject(root['page']);
  return {
    page: {
      name: parseTitle(page['name']),
      url: safeUrl(page['url']),
      updatedAt: parseTime(page['updated_at']),
      ...parseSummary(root),
    },
    components: parseList(components, {
      pointer: '/components',
      max: MAX_COMPONENTS,
      note,
      parseItem: (item, pointer) => parseComponent(item, pointer, context),
    }),
    incidents: parseList(incidents, {
      pointer: '/incidents',
      max: MAX_INCIDENTS,
      note,
      parseItem: (item, pointer) => parseIncident(item, pointer, context),
    }),
    maintenances: parseList(maintenances, {
      pointer: '/scheduled_maintenances',
      max: MAX_MAINTENANCES,
      note,
      parseItem: (item, pointer) => parseMaintenance(item, pointer, context),
    }),
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
  if (!id) return note(pointer, 'This component has neither an id nor a name. It is left out.');
  return {
    id,
    name: name || id,
    level: parseOwnLevel(item['ext']) ?? parseWord(item['status'], COMPONENT_LEVELS) ?? 'unknown',
    group: item['group'] === true,
    groupId: parseId(item['group_id']),
  };
}
