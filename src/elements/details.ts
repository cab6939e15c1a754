import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Language} from '../i18n/index.js';
import type {News} from '../store/news.js';
import type {Report} from '../wire/types.js';
import {estimate, link, row, updatedTime} from './templates.js';
import {affectedText} from './words.js';

/** What the publisher says beyond the headline: newest update, scope, estimate, workaround, links. Undefined if nothing. */
export function details(
  report: Report,
  kind: News['kind'],
  now: number,
  language: Language,
  words: (text: string) => TemplateResult,
): TemplateResult | undefined {
  const {strings} = language;
  const {updates, affected, workaround, actions, postmortem, title} = report;
  const facts = row(
    kind !== 'ended' && estimate(report.estimate, now, language),
    affected && strings.affected(affectedText(affected, language)),
  );
  const links = row(
    ...actions.map(({label, url}) => link(url, label, title, language)),
    link(postmortem?.url, strings.postmortem, title, language),
  );
  const update = updates[0];
  if (!update?.body && !workaround && facts === nothing && links === nothing) return undefined;
  return html`<div part="details" class="panel">
    ${
      update?.body
        ? html`<p class="update">${words(update.body)}</p>
            ${row(updatedTime(update.at, now, language))}`
        : nothing
    }
    ${facts}
    ${workaround ? html`<p><b>${strings.workaround}:</b> ${words(workaround)}</p>` : nothing}
    ${links}
  </div>`;
}
