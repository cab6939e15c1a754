import {FeedError} from '../wire/errors.js';
import {
  MAX_BODY_CHARACTERS,
  MAX_COMPONENTS,
  MAX_ID_CHARACTERS,
  MAX_INCIDENTS,
  MAX_MAINTENANCES,
  MAX_TITLE_CHARACTERS,
} from '../wire/limits.js';
import {
  field,
  isObject,
  objectField,
  parseId,
  parseList,
  parseWord,
  Problems,
} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import {cleanLine, cleanText} from '../wire/text.js';
import {parseTime} from '../wire/time.js';
import type {
  Component,
  Level,
  Message,
  Page,
  Parsed,
  RemoveTarget,
  Snapshot,
  Summary,
} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';
import type {Format} from './source.js';
import {parseEdition, parseTranslations} from './statuspage-ext.js';
import {parseReport} from './statuspage-report.js';
import {
  COMPONENT_LEVELS,
  INDICATOR_LEVELS,
  OWN_LEVELS,
  REMOVE_TARGETS,
} from './statuspage-words.js';

function document(value: unknown): Parsed {
  const root = requireObject(value);
  const problems = new Problems();
  return {
    message: {type: 'snapshot', snapshot: parseSnapshot(root, problems)},
    problems: problems.found,
  };
}

function event(name: string, value: unknown): Parsed {
  const problems = new Problems();
  const message = EVENTS.get(name)?.(requireObject(value), problems);
  if (!message) throw new FeedError('document', `The feed sent a broken "${name}" event.`);
  return {message, problems: problems.found};
}

/** What each event of the stream says (PROTOCOL.md, section 3). */
const EVENTS = new Map<string, (root: Json, problems: Problems) => Message | undefined>([
  ['snapshot', (root, problems) => ({type: 'snapshot', snapshot: parseSnapshot(root, problems)})],
  [
    'incident',
    (root, problems) => {
      const incident = parseReport(
        objectField(root, 'incident'),
        '/incident',
        problems,
        isNative(root),
        'incident',
      );
      return incident && {type: 'incident', incident, ...parseChange(root)};
    },
  ],
  [
    'maintenance',
    (root, problems) => {
      const item = objectField(root, 'maintenance');
      const maintenance = parseReport(
        item,
        '/maintenance',
        problems,
        isNative(root),
        'maintenance',
      );
      return maintenance && {type: 'maintenance', maintenance, ...parseChange(root)};
    },
  ],
  [
    'component',
    (root, problems) => {
      const component = parseComponent(objectField(root, 'component'), '/component', problems);
      return component && {type: 'component', component, ...parseChange(root)};
    },
  ],
  ['status', (root) => ({type: 'status', ...parseChange(root)})],
  [
    'remove',
    (root) => {
      const target = parseWord<RemoveTarget>(field(root, 'type'), REMOVE_TARGETS);
      const id = parseId(field(root, 'id'));
      return target && id ? {type: 'remove', target, id, ...parseChange(root)} : undefined;
    },
  ],
  ['beat', (root) => ({type: 'beat', edition: parseEdition(objectField(root, 'ext'))})],
  [
    'bye',
    (root) => {
      const ms = field(root, 'retry_after_ms');
      return {type: 'bye', retryAfterMs: typeof ms === 'number' && ms >= 0 ? ms : undefined};
    },
  ],
]);

/**
 * Statuspage v2 and its relatives, with our `ext`. Roll-up, incidents and components are read each for itself
 * and never computed from one another: real pages disagree with themselves, and each part is somebody's word.
 */
export const statuspage: Format = {document, events: EVENTS, event};

function requireObject(value: unknown): Json {
  if (isObject(value)) return value;
  throw new FeedError('document', 'The answer is JSON, but not a status document.');
}

/** Documents of our own protocol say how their bodies are written; others have to be guessed. */
function isNative(root: Json): boolean {
  return (
    field(objectField(root, 'ext'), 'schema') !== undefined ||
    field(objectField(root, 'ext'), 'rev') !== undefined
  );
}

function parseChange(root: Json): {edition: Snapshot['edition']; summary: Summary | undefined} {
  return {
    edition: parseEdition(objectField(root, 'ext')),
    summary: isObject(field(root, 'status')) ? parseSummary(root) : undefined,
  };
}

function parseSnapshot(root: Json, problems: Problems): Snapshot {
  const parts = ['status', 'components', 'incidents', 'scheduled_maintenances'];
  const said = parts.filter(
    (part) => typeof field(root, part) === 'object' && field(root, part) !== null,
  );
  if (said.length === 0) {
    throw new FeedError(
      'document',
      'The answer is JSON, but not a status document: it has neither "status" nor "components" nor "incidents".',
    );
  }
  const native = isNative(root);
  return {
    page: parsePage(root, problems),
    components: parseList(root, 'components', MAX_COMPONENTS, problems, (item, pointer) =>
      parseComponent(item, pointer, problems),
    ),
    incidents: parseList(root, 'incidents', MAX_INCIDENTS, problems, (item, pointer) =>
      parseReport(item, pointer, problems, native, 'incident'),
    ),
    maintenances: parseList(
      root,
      'scheduled_maintenances',
      MAX_MAINTENANCES,
      problems,
      (item, pointer) => parseReport(item, pointer, problems, native, 'maintenance'),
    ),
    edition: parseEdition(objectField(root, 'ext')),
  };
}

function parsePage(root: Json, problems: Problems): Page {
  const page = objectField(root, 'page');
  const name = cleanLine(field(page, 'name'), MAX_TITLE_CHARACTERS);
  if (!name) problems.add('/page/name', 'is missing');
  const url = safeUrl(field(page, 'url'));
  const timeZone = cleanLine(field(page, 'time_zone'), MAX_ID_CHARACTERS);
  const updatedAt = parseTime(field(page, 'updated_at'));
  return {
    id: parseId(field(page, 'id')) ?? name,
    name,
    ...(url !== undefined && {url}),
    ...(timeZone && {timeZone}),
    ...(updatedAt !== undefined && {updatedAt}),
    ...parseSummary(root),
  };
}

function parseSummary(root: Json): Summary {
  const status = objectField(root, 'status');
  return {
    level: parseWord(field(status, 'indicator'), INDICATOR_LEVELS) ?? 'unknown',
    headline: cleanLine(field(status, 'description'), MAX_TITLE_CHARACTERS),
  };
}

function parseComponent(item: Json, pointer: string, problems: Problems): Component | undefined {
  const name = cleanLine(field(item, 'name'), MAX_TITLE_CHARACTERS);
  const id = parseId(field(item, 'id')) ?? name;
  if (!id) return problems.add(pointer, 'has neither id nor name');
  const ext = objectField(item, 'ext');
  const description = cleanText(field(item, 'description'), MAX_BODY_CHARACTERS);
  const groupId = parseId(field(item, 'group_id'));
  const region = cleanLine(field(ext, 'region'), MAX_TITLE_CHARACTERS);
  const uptime = field(ext, 'uptime');
  const i18n = parseTranslations(field(ext, 'i18n'));
  return {
    id,
    name: name || id,
    level:
      parseWord(field(ext, 'level'), OWN_LEVELS) ??
      componentLevel(field(item, 'status'), pointer, problems),
    group: field(item, 'group') === true,
    ...(description && {description}),
    ...(groupId !== undefined && {groupId}),
    ...(region && {region}),
    ...(typeof uptime === 'number' && uptime >= 0 && uptime <= 1 && {uptime}),
    ...(i18n && {i18n}),
  };
}

function componentLevel(status: unknown, pointer: string, problems: Problems): Level {
  const level = parseWord(status, COMPONENT_LEVELS);
  if (level === undefined) problems.add(`${pointer}/status`, 'is not a known component status');
  return level ?? 'unknown';
}
