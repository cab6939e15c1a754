import {FeedError} from '../../model/errors.js';
import {basicReferences} from '../../parsing/character-references.js';
import type {CharacterReferences} from '../../parsing/character-references.js';
import {
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
  Change,
  Message,
  Parsed,
  Problem,
  Revision,
  Snapshot,
  Summary,
} from '../../model/types.js';
import {safeUrl} from '../../parsing/url.js';
import type {Format} from '../format.js';
import {COMPONENT, INCIDENT, KINDS, MAINTENANCE, parseOwnLevel} from './kinds.js';
import type {Kind} from './kinds.js';
import type {ReportContext} from './report.js';
import {INDICATOR_LEVELS} from './words.js';

/**
 * Statuspage v2 and its relatives, with our `ext`. The roll-up, the incidents and the components
 * are each read for themselves and never computed from one another: real pages disagree with
 * themselves, and each part is the publisher's word.
 */
export function createStatuspage(references: CharacterReferences): Format {
  const parse = (name: string, value: unknown): Parsed => {
    const problems: Problem[] = [];
    const context = {note: collector(problems), references};
    const message = isObject(value) ? parseMessage(name, value, context) : undefined;
    if (!message) throw new FeedError('document', {detail: `no usable "${name}" message`});
    return {message, problems};
  };
  return {
    events: new Set(['snapshot', 'status', 'remove', 'beat', 'bye', ...KINDS.keys()]),
    event: parse,
    document: (value) => parse('snapshot', value),
  };
}

/** The one of the small version, with the character references that software writes by itself. */
export const statuspage = createStatuspage(basicReferences);

/** The message of each event of the stream (PROTOCOL.md, section 3); undefined if it is broken. */
function parseMessage(
  name: string,
  root: Json,
  facts: Omit<ReportContext, 'bodyFormat'>,
): Message | undefined {
  const ext = toObject(root['ext']);
  const revision = parseRevision(ext);
  const change = {revision, summary: isObject(root['status']) ? parseSummary(root) : undefined};
  // Bodies in documents of our own protocol are plain text unless they say otherwise.
  // Those of other documents have to be guessed.
  const isOwn = (ext['schema'] ?? ext['rev']) !== undefined;
  const context: ReportContext = {...facts, bodyFormat: isOwn ? 'text' : undefined};
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
      const list = parseWord(root['type'], KINDS)?.list;
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
  const kind = KINDS.get(name);
  const item = kind?.parseItem(toObject(root[name]), `/${name}`, context);
  // The compiler cannot know that the item belongs into this list.
  return item && ({type: 'upsert', list: kind?.list, item, ...change} as Message);
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
  // A list of incidents alone says nothing of the rest.
  if (!isObject(root['status']) && !isObject(root['page']) && !root['components']) return undefined;
  // An absent list is empty, but `null` or a string does not say that all is well.
  const lists = [...KINDS.values()].map(({member}) => root[member]);
  if (!lists.every((list) => list === undefined || Array.isArray(list))) return undefined;
  const itemsOf = <T>({member, max, parseItem}: Kind<T>): readonly T[] =>
    parseList(root[member], {
      pointer: `/${member}`,
      max,
      note: context.note,
      parseItem: (item, pointer) => parseItem(item, pointer, context),
    });
  const page = toObject(root['page']);
  return {
    page: {
      name: parseTitle(page['name']),
      url: safeUrl(page['url']),
      updatedAt: parseTime(page['updated_at']),
      ...parseSummary(root),
    },
    components: itemsOf(COMPONENT),
    incidents: itemsOf(INCIDENT),
    maintenances: itemsOf(MAINTENANCE),
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
