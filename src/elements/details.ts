import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import {estimate, link, row, updatedTime, words} from './templates.js';
import {affectedText} from './words.js';

/** What the publisher says of a matter, opened on demand: newest update, scope, workaround, links. */
export function details(
  item: News,
  now: number,
  language: Language,
  locale: string | undefined,
): TemplateResult | typeof nothing {
  if (!('report' in item)) return nothing;
  const {report} = item;
  const {strings} = language;
  const [update] = report.updates;
  return html`<div part="details" class="details">
    ${update?.body ? html`<p class="body-text">${words(update.body, locale)}</p>` : nothing}
    ${row(
      update && updatedTime(update.at, now, language),
      item.kind === 'ended' ? undefined : estimate(report, now, language),
      report.affected && strings.affected(affectedText(report.affected, language)),
    )}
    ${report.workaround
      ? html`<p><strong>${strings.workaround}:</strong> ${words(report.workaround, locale)}</p>`
      : nothing}
    ${row(
      ...report.actions.map(({label, url}) => link(url, label, report.title, language)),
      link(report.postmortem?.url, strings.postmortem, report.title, language),
    )}
  </div>`;
}
