import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {formatAgo, formatTime} from '../../i18n/format.js';
import type {Language} from '../../i18n/language.js';
import type {SentenceContext} from '../../i18n/sentences.js';
import type {ReasonForAge} from '../../i18n/strings.js';
import {isOver} from '../../model/is-over.js';
import type {Estimate} from '../../model/types.js';
import {safeUrl} from '../../parsing/url.js';
import type {News} from '../../store/news.js';
import type {FeedState} from '../../store/reduce.js';
import {freshness} from '../../store/select.js';

/** A rendering depends on this, besides the element's attributes. */
export interface RenderContext extends SentenceContext {
  readonly state: FeedState;
}

type Template = TemplateResult | typeof nothing;

/**
 * Renders a publisher's text: isolated in its own direction, and marked with its own language where
 * the feed names one.
 */
export function isolatedText(text: string, {snapshot}: FeedState): TemplateResult {
  return html`<bdi lang=${snapshot?.revision.locale ?? nothing}>${text}</bdi>`;
}

/**
 * Renders the facts about a piece of news that are known. How old it is comes last: its words
 * change with each minute, and would push the others. Once the feed cannot be asked, the age of all
 * news takes that place.
 */
export function renderFacts(
  item: News,
  age: string | typeof nothing,
  context: RenderContext,
): readonly Template[] {
  const report = openReport(item);
  // Each fact keeps its place in the list: one that moved would be created anew.
  return [
    renderNextUpdate(report?.nextUpdateAt, context),
    renderEstimate(report?.estimate, context),
    age === nothing ? renderUpdated(report?.updatedAt, context) : nothing,
    age === nothing ? nothing : renderSentences(age, (sentence) => sentence, 'age'),
  ];
}

/**
 * Renders sentences each by itself, so that one for which there is no room can be left out whole.
 * The spaces within a time are no-break spaces: a full stop there ends no sentence.
 */
export function renderSentences(
  text: string,
  render: (sentence: string) => unknown = (sentence) => sentence,
  name = '',
): TemplateResult {
  const sentences = text.replace(/([.!?]) /g, '$1\n').split('\n');
  return html`${sentences.map((sentence, index) => [
    index > 0 ? ' ' : nothing,
    html`<span class=${name || nothing}>${render(sentence)}</span>`,
  ])}`;
}

/** Renders a link to what the publisher says about a piece of news. */
export function renderNewsLink(item: News, {state, language}: RenderContext): Template {
  return renderLink(item.report?.url ?? state.snapshot?.page.url, item.title, language);
}

/** The report of a piece of news, unless it is over. */
function openReport(item: News | undefined): News['report'] {
  return item?.ended ? undefined : item?.report;
}

function renderUpdated(at: number | undefined, {now, language}: RenderContext): Template {
  if (!at) return nothing;
  const {updated, exact} = language.strings;
  const time = formatTime(at, now, language);
  const ago = formatAgo(at, now, language);
  if (!ago) return renderFact(at, updated(time));
  const short = updated(ago);
  // Two texts, of which one is seen: a second part of one would move with each new first part.
  const long = `${short} ${exact(time)}`;
  const both = html`<span class="long">${long}</span><span class="short">${short}</span>`;
  return html`<span>${renderTime(at, both)}</span>`;
}

function renderNextUpdate(at: number | undefined, {now, language}: RenderContext): Template {
  if (!at) return nothing;
  return renderFact(at, language.strings.nextUpdate(formatTime(at, now, language), at < now));
}

/** An estimate is shown only while it can still come true. A moved one says from when. */
function renderEstimate(estimate: Estimate | undefined, {now, language}: RenderContext): Template {
  if (!estimate || estimate.at <= now) return nothing;
  const {at, previousAt} = estimate;
  const hasMoved = previousAt !== undefined && previousAt !== at;
  const previous = hasMoved ? formatTime(previousAt, now, language) : '';
  return renderFact(at, language.strings.estimate(formatTime(at, now, language), previous));
}

function renderFact(at: number, text: string): TemplateResult {
  return renderSentences(text, (sentence) => renderTime(at, sentence));
}

function renderTime(at: number, text: string | TemplateResult): TemplateResult {
  return html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;
}

/**
 * Renders a link to the status page, in a new tab so that nobody loses a half-filled form. It
 * renders nothing if the address is not safe to follow.
 */
export function renderLink(url: string | undefined, about: string, {strings}: Language): Template {
  const href = safeUrl(url);
  if (!href) return nothing;
  return html`<a part="link" href=${href} target="_blank" rel="noreferrer"
    >${strings.statusPage}<span class="unseen"> ${about} ${strings.newTab}</span></a
  >`;
}

/** Says how old the news is, and why, once the feed cannot be asked; nothing while it can be. */
export function renderAge({state, now, language}: RenderContext): string | typeof nothing {
  const why = reasonForAge(state, now);
  if (!why || state.provenAt === undefined) return nothing;
  return language.strings.lastConfirmed(formatTime(state.provenAt, now, language), why);
}

function reasonForAge(state: FeedState, now: number): ReasonForAge | undefined {
  switch (freshness(state, now)) {
    case 'offline':
      return 'offline';
    case 'stale':
      if (state.error) return 'unreachable';
      // It answers, and its publisher says nothing.
      return state.cached ? 'unconfirmed' : 'silent';
    case 'late':
      // Without an error the page was just opened, and has not asked yet.
      if (!state.error) return undefined;
      // A stream that brought a broken event is there all the same.
      return state.connection === 'live' ? 'unconfirmed' : 'unreachable';
    default:
      return undefined;
  }
}

/** Renders what the publisher advises people to do meanwhile. */
export function renderWorkaround(
  item: News | undefined,
  {state, language}: RenderContext,
): Template {
  const text = openReport(item)?.workaround;
  if (!text) return nothing;
  return html`<p><b>${language.strings.workaround}:</b> ${isolatedText(text, state)}</p>`;
}

/** The publisher's newest words; of what is over, those that tell of the end. */
export function newestUpdate(item: News | undefined): string | undefined {
  const updates = item?.report?.updates ?? [];
  return updates.find(({body, phase}) => body && (!item?.ended || isOver(phase)))?.body;
}
