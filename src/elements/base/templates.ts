import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import {formatAgo, formatTime} from '../../i18n/format.js';
import type {Language} from '../../i18n/index.js';
import type {News} from '../../store/news.js';
import type {FeedState} from '../../store/reduce.js';
import {freshness} from '../../store/select.js';
import {safeUrl} from '../../parsing/url.js';

type Part = TemplateResult | typeof nothing;

/** A publisher's text: isolated in its own direction, marked with its own language where the feed names one. */
export function isolatedText(text: string, {snapshot}: FeedState): TemplateResult {
  return html`<bdi lang=${snapshot?.revision.locale ?? nothing}>${text}</bdi>`;
}

/** How old the news is, when it was updated, when more is promised, when it may end, where to read on: what is known of it. */
export function renderMeta(
  item: News,
  state: FeedState,
  now: number,
  language: Language,
): readonly Part[] {
  const {strings} = language;
  const {updatedAt, nextUpdateAt, estimate} = (!item.ended && item.report) || {};
  const tell = (at: number | undefined, say: (time: string) => string): Part =>
    at
      ? html`<time datetime=${new Date(at).toISOString()}
          >${say(formatTime(at, now, language))}</time
        >`
      : nothing;
  const {at, previousAt} = estimate ?? {};
  return [
    renderAge(state, now, language),
    tell(updatedAt, (time) => strings.updated(formatAgo(updatedAt!, now, language), time)),
    tell(nextUpdateAt, (time) => strings.nextUpdate(time, nextUpdateAt! < now)),
    // An estimate only while it can still come true; a moved one says from when.
    tell(at! > now ? at : undefined, (time) =>
      strings.estimate(
        time,
        previousAt && previousAt !== at ? formatTime(previousAt, now, language) : '',
      ),
    ),
    renderLink(item.report?.url ?? state.snapshot?.page.url, item.title, language),
    // Each in its own place: one that moved would be made anew, and lose the focus.
  ].map((fact): Part => (fact === nothing ? nothing : html`<span>${fact}</span>`));
}

/** The status page, in a new tab so that nobody loses a half-filled form; nothing if the address does not pass the gate. */
export function renderLink(url: string | undefined, about: string, {strings}: Language): Part {
  const href = safeUrl(url);
  if (!href) return nothing;
  return html`<a part="link" href=${href} target="_blank" rel="noreferrer"
    >${strings.statusPage}<span class="unseen"> ${about} ${strings.newTab}</span></a
  >`;
}

/** How old the news is, and why, said once we cannot ask any more; nothing while we can. */
export function renderAge(
  state: FeedState,
  now: number,
  language: Language,
): string | typeof nothing {
  const known = freshness(state, now);
  // A page just opened has not tried yet.
  if (!/late|stale|offline/.test(known) || (known === 'late' && !state.error)) return nothing;
  const why =
    known === 'offline' ? known : state.cached && !state.error ? 'unconfirmed' : 'unreachable';
  return language.strings.lastConfirmed(formatTime(state.provenAt!, now, language), why);
}

/** What the feed advises. */
export function renderWorkaround(
  item: News | undefined,
  state: FeedState,
  {strings}: Language,
): Part {
  const text = item?.ended ? '' : item?.report?.workaround;
  return text ? html`<p><b>${strings.workaround}:</b> ${isolatedText(text, state)}</p>` : nothing;
}
