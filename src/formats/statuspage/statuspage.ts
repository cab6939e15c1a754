import {FeedError} from '../../model/errors.js';
import {basicReferences} from '../../parsing/character-references.js';
import type {CharacterReferences} from '../../parsing/character-references.js';
import {
  MAX_BODY_CHARACTERS,
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
  parseTitle,
  parseWord,
  toObject,
} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {plainText} from '../../parsing/rich-text/plain-text.js';
import {parseRichText} from '../../parsing/rich-text/rich-text.js';
import {parseTime} from '../../parsing/time.js';
import type {Change, Message, Parsed, Problem, Revision} from '../../model/types.js';
import type {Format} from '../format.js';
import {KINDS, MAINTENANCE} from './kinds.js';
import {isPlanned} from './report.js';
import type {ReportContext} from './report.js';
import {missingInDocument, parseSnapshot, parseSummary} from './snapshot.js';

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
    if (!message) throw new FeedError('document', {detail: `${missingIn(name, value)}. ${ADVICE}`});
    return {message, problems};
  };
  return {
    events: new Set(['snapshot', 'status', 'remove', 'beat', 'bye', ...KINDS.keys()]),
    event: parse,
    document: (value) => parse('snapshot', value),
  };
}

const ADVICE =
  'Other formats than that of Statuspage need outage-widgets-full.js (outage-widgets/full.js), ' +
  'and some need their name in the attribute format. See docs/formats.md';

/** Names the part that a text lacks to be a message of this name. */
function missingIn(name: string, value: unknown): string {
  if (!isObject(value)) return 'it is no JSON object';
  return name === 'snapshot' ? missingInDocument(value) : `its data is no "${name}"`;
}

/** The one of the small version, with the character references that software writes by itself. */
export const statuspage = createStatuspage(basicReferences);

/** The message of each event of the stream (PROTOCOL.md, section 3); undefined if it is broken. */
function parseMessage(
  name: string,
  root: Json,
  facts: Pick<ReportContext, 'note' | 'references'>,
): Message | undefined {
  const ext = toObject(root['ext']);
  const revision = parseRevision(ext);
  const change = {revision, summary: isObject(root['status']) ? parseSummary(root) : undefined};
  // Bodies in documents of our own protocol are plain text unless they say otherwise.
  // Those of other documents have to be guessed.
  const isOwn = (ext['schema'] ?? ext['rev']) !== undefined;
  const context: ReportContext = isOwn
    ? {...facts, bodyFormat: 'text', line: parseTitle}
    : {...facts, bodyFormat: undefined, line: (value) => parseForeignLine(value, facts.references)};
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

/** Some vendors write their titles as HTML. */
function parseForeignLine(value: unknown, references: CharacterReferences): string {
  // A title has no images. What looks like one is somebody's words.
  if (typeof value !== 'string' || !/[&<]/.test(value) || /<img\b/i.test(value)) {
    return parseTitle(value);
  }
  const html = value.slice(0, MAX_BODY_CHARACTERS);
  return parseTitle(plainText(parseRichText(html, 'html', references)));
}

/** An event that bears the name of one kind of item and carries one item under that name. */
function parseUpsert(
  name: string,
  root: Json,
  change: Change,
  context: ReportContext,
): Message | undefined {
  const value = toObject(root[name]);
  const kind = name === 'incident' && isPlanned(value) ? MAINTENANCE : KINDS.get(name);
  const item = kind?.parseItem(value, `/${name}`, context);
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
