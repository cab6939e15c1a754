import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {formatAgo, formatTime} from '../i18n/format.js';
import type {Language} from '../i18n/index.js';
import type {FeedState} from '../store/reduce.js';
import {knowledge} from '../store/select.js';
import type {Estimate} from '../wire/types.js';
import {safeUrl} from '../wire/url.js';

type Part = TemplateResult | typeof nothing;

/** A publisher's text: isolated in its own direction, marked with its own language where the feed names one. */
export function words(text: string, locale: string | undefined): TemplateResult {
  return html`<bdi lang=${locale ?? nothing}>${text}</bdi>`;
}

/** A link out, in a new tab so that nobody loses a half-filled form; nothing if the address does not pass the gate. */
export function link(
  url: string | undefined,
  label: string,
  about: string,
  {strings}: Language,
): Part {
  const href = safeUrl(url);
  if (!href) return nothing;
  return html`<a part="link" href=${href} target="_blank" rel="noopener noreferrer"
    >${label}<span class="unseen"> ${about} ${strings.newTab}</span></a
  >`;
}

function time(at: number, text: string): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;
}

/** "Updated 4 minutes ago (10:05 CET)". */
export function updatedTime(at: number | undefined, now: number, language: Language): Part {
  if (at === undefined) return nothing;
  return time(
    at,
    language.strings.updated(formatAgo(at, now, language), formatTime(at, now, language)),
  );
}

/** The promise, kept or owned: "Next update by 14:30", or that it is late. */
export function nextUpdate(at: number | undefined, now: number, language: Language): Part {
  if (at === undefined) return nothing;
  return time(at, language.strings.nextUpdate(formatTime(at, now, language), at < now));
}

/** An estimate while it can still come true; a moved one says from when. */
export function estimate(expected: Estimate | undefined, now: number, language: Language): Part {
  if (!expected || expected.at <= now) return nothing;
  const {at, previousAt = at} = expected;
  const previous = previousAt === at ? '' : formatTime(previousAt, now, language);
  return time(at, language.strings.estimate(formatTime(at, now, language), previous));
}

/** How old the news is, said once we cannot ask any more; undefined while we can. */
export function age(state: FeedState, now: number, language: Language): string | undefined {
  const known = knowledge(state, now);
  if (known !== 'stale' && known !== 'late') return undefined;
  return language.strings.lastConfirmed(formatTime(state.provenAt!, now, language));
}

/** Small facts in a row, those that are there. */
export function row(...facts: readonly (Part | string | false | undefined)[]): Part {
  const shown = facts.filter((fact) => fact && fact !== nothing);
  if (shown.length === 0) return nothing;
  return html`<p part="meta" class="meta">${shown.map((fact) => html`<span>${fact}</span>`)}</p>`;
}
