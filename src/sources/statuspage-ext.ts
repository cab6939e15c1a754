import {
  MAX_ACTIONS,
  MAX_BODY_CHARACTERS,
  MAX_ID_CHARACTERS,
  MAX_LIST_ITEMS,
  MAX_STALE_SECONDS_RANGE,
  MAX_TITLE_CHARACTERS,
  MAX_TRANSLATIONS,
  MAX_URL_CHARACTERS,
  POLL_AFTER_SECONDS_RANGE,
} from '../wire/limits.js';
import {
  clampNumber,
  field,
  isObject,
  objectField,
  parseId,
  parseNumber,
  parseWord,
} from '../wire/parse.js';
import type {Json} from '../wire/parse.js';
import {cleanLine, cleanText} from '../wire/text.js';
import {parseTime} from '../wire/time.js';
import type {
  Action,
  Affected,
  Audience,
  Edition,
  Estimate,
  Report,
  Translations,
} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';
import {CONFIDENCES, DISPLAYS} from './statuspage-words.js';

/** The document's own `ext`: its place in the publisher's history, and hints about freshness. */
export function parseEdition(ext: Json): Edition {
  const epoch = parseId(field(ext, 'epoch'));
  const rev = field(ext, 'rev');
  const generatedAt = parseTime(field(ext, 'generated_at'));
  const maxStaleSeconds = clampNumber(field(ext, 'max_stale_seconds'), MAX_STALE_SECONDS_RANGE);
  const pollAfterSeconds = clampNumber(field(ext, 'poll_after_seconds'), POLL_AFTER_SECONDS_RANGE);
  const stream = field(ext, 'stream');
  const locale = cleanLine(field(ext, 'locale'), MAX_ID_CHARACTERS);
  return {
    ...(epoch !== undefined && {epoch}),
    ...(Number.isSafeInteger(rev) && (rev as number) >= 0 && {rev: rev as number}),
    ...(generatedAt !== undefined && {generatedAt}),
    ...(maxStaleSeconds !== undefined && {maxStaleSeconds}),
    ...(pollAfterSeconds !== undefined && {pollAfterSeconds}),
    ...(typeof stream === 'string' &&
      stream !== '' &&
      stream.length <= MAX_URL_CHARACTERS && {stream}),
    ...(locale && {locale}),
  };
}

/** What only `ext` says of an incident or a maintenance. */
export type ReportExtras = Pick<
  Report,
  | 'revision'
  | 'estimate'
  | 'nextUpdateAt'
  | 'affected'
  | 'locations'
  | 'audience'
  | 'workaround'
  | 'actions'
  | 'display'
  | 'dismissible'
  | 'expiresAt'
  | 'postmortem'
  | 'security'
  | 'i18n'
>;

export function parseReportExtras(ext: Json): ReportExtras {
  const revision = parseNumber(field(ext, 'revision'), 0, Number.MAX_SAFE_INTEGER);
  const estimate = parseEstimate(field(ext, 'eta'));
  const nextUpdateAt = parseTime(field(ext, 'next_update_at'));
  const affected = parseAffected(field(ext, 'affected'));
  const audience = parseAudience(field(ext, 'audience'));
  const workaround = cleanText(field(ext, 'workaround'), MAX_BODY_CHARACTERS);
  const dismissible = field(ext, 'dismissible');
  const expiresAt = parseTime(field(ext, 'expires_at'));
  const postmortem = parsePostmortem(objectField(ext, 'postmortem'));
  const i18n = parseTranslations(field(ext, 'i18n'));
  return {
    locations: parseLines(field(ext, 'locations')) ?? [],
    actions: parseActions(field(ext, 'actions')),
    display: parseWord(field(ext, 'display'), DISPLAYS) ?? 'banner',
    security: field(ext, 'security') === true,
    ...(revision !== undefined && {revision}),
    ...(estimate && {estimate}),
    ...(nextUpdateAt !== undefined && {nextUpdateAt}),
    ...(affected && {affected}),
    ...(audience && {audience}),
    ...(workaround && {workaround}),
    ...(typeof dismissible === 'boolean' && {dismissible}),
    ...(expiresAt !== undefined && {expiresAt}),
    ...(postmortem && {postmortem}),
    ...(i18n && {i18n}),
  };
}

/** `{"de": {"name": "…"}}` as maps, so that no key of a feed ever becomes a property. */
export function parseTranslations(value: unknown): Translations | undefined {
  if (!isObject(value)) return undefined;
  const result = new Map<string, ReadonlyMap<string, string>>();
  for (const [tag, fields] of Object.entries(value).slice(0, MAX_TRANSLATIONS)) {
    if (!isObject(fields) || !/^[a-z]{2,8}(-[a-z\d]{1,8}){0,4}$/i.test(tag)) continue;
    const texts = ['name', 'body', 'description', 'workaround']
      .map((name) => [name, cleanText(field(fields, name), MAX_BODY_CHARACTERS)] as const)
      .filter(([, text]) => text !== '');
    if (texts.length > 0) result.set(tag.toLowerCase(), new Map(texts));
  }
  return result.size > 0 ? result : undefined;
}

function parseEstimate(value: unknown): Estimate | undefined {
  if (!isObject(value)) return undefined;
  const at = parseTime(field(value, 'at'));
  if (at === undefined) return undefined;
  const confidence = parseWord(field(value, 'confidence'), CONFIDENCES);
  const previousAt = parseTime(field(value, 'previous_at'));
  return {at, ...(confidence && {confidence}), ...(previousAt !== undefined && {previousAt})};
}

function parseAffected(value: unknown): Affected | undefined {
  if (!isObject(value)) return undefined;
  const count = parseNumber(field(value, 'count'), 0, Number.MAX_SAFE_INTEGER);
  const percent = parseNumber(field(value, 'percent'), 0, 100);
  const unit = cleanLine(field(value, 'unit'), MAX_TITLE_CHARACTERS);
  const scope = cleanLine(field(value, 'scope'), MAX_TITLE_CHARACTERS);
  if (count === undefined && percent === undefined && !scope) return undefined;
  return {
    ...(count !== undefined && {count}),
    ...(percent !== undefined && {percent}),
    ...(unit && {unit}),
    ...(scope && {scope}),
  };
}

function parseAudience(value: unknown): Audience | undefined {
  if (!isObject(value)) return undefined;
  const [routes, regions, tenants, plans] = ['routes', 'regions', 'tenants', 'plans'].map((name) =>
    parseLines(field(value, name)),
  );
  if (!routes && !regions && !tenants && !plans) return undefined;
  return {
    ...(routes && {routes}),
    ...(regions && {regions}),
    ...(tenants && {tenants}),
    ...(plans && {plans}),
  };
}

function parseActions(value: unknown): Action[] {
  if (!Array.isArray(value)) return [];
  const result: Action[] = [];
  for (const item of value.slice(0, MAX_LIST_ITEMS) as unknown[]) {
    if (!isObject(item)) continue;
    const url = safeUrl(field(item, 'url'));
    const label = cleanLine(field(item, 'label'), MAX_TITLE_CHARACTERS);
    if (url && label) result.push({label, url});
  }
  return result.slice(0, MAX_ACTIONS);
}

function parsePostmortem(value: Json): {url: string; publishedAt?: number} | undefined {
  const url = safeUrl(field(value, 'url'));
  const publishedAt = parseTime(field(value, 'published_at'));
  return url ? {url, ...(publishedAt !== undefined && {publishedAt})} : undefined;
}

function parseLines(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, MAX_LIST_ITEMS)
    .map((item) => cleanLine(item, MAX_TITLE_CHARACTERS))
    .filter((line) => line !== '');
}
