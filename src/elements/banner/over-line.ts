import {html} from 'lit';
import type {TemplateResult} from 'lit';
import {formatNames} from '../../i18n/format.js';
import {severityText} from '../../i18n/sentences.js';
import type {News} from '../../store/news.js';
import {isolatedText} from '../base/templates.js';
import type {RenderContext} from '../base/templates.js';

/** Renders all that is over in one line: "Resolved: Exports are slow and Card payments fail". */
export function renderOver(over: readonly News[], context: RenderContext): TemplateResult {
  const {language, state} = context;
  const titles = new Map<string, string[]>();
  for (const item of over) {
    const word = severityText(item, language);
    titles.set(word, [...(titles.get(word) ?? []), item.title]);
  }
  const parts = [...titles].map(
    ([word, names], index) =>
      html`${index > 0 ? ' · ' : ''}${word}: ${isolatedText(formatNames(names, language), state)}`,
  );
  return html`${parts}`;
}
