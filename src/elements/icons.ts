import {html, svg} from 'lit';
import type {SVGTemplateResult, TemplateResult} from 'lit';
import type {Level} from '../wire/types.js';

/** One glyph per level, told apart by shape alone; drawn at 16 px with a 1.5 px stroke in the current colour. */
const SHAPES: Readonly<Record<Level, SVGTemplateResult>> = {
  operational: svg`<circle class="fill" cx="8" cy="8" r="7"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2"/>`,
  maintenance: svg`<rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2.25"/><path d="M8 4.75V8l2.25 1.75"/>`,
  notice: svg`<circle cx="8" cy="8" r="6.25"/><path d="M8 7.5v3.25"/><circle class="fill" cx="8" cy="5" r="1"/>`,
  degraded: svg`<path d="M8 2.25l6.25 11.5H1.75z"/><path d="M8 6.5v3"/><circle class="fill" cx="8" cy="11.5" r=".9"/>`,
  partial: svg`<path d="M8 1.5L14.5 8 8 14.5 1.5 8z"/><path class="fill" d="M8 1.5L14.5 8 8 14.5z"/>`,
  major: svg`<path class="fill" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="cut" d="M4.75 8h6.5"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.6 2.3"/>`,
};

/** The signs on buttons. */
const SIGNS = {
  close: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  fold: svg`<path d="M4 10l4-4 4 4"/>`,
  unfold: svg`<path d="M4 6l4 4 4-4"/>`,
};

/** Decoration: the words beside it say the same. */
export function icon(level: Level): TemplateResult {
  return draw(SHAPES[level]);
}

/** Decoration of a button that has a name of its own. */
export function glyph(sign: keyof typeof SIGNS): TemplateResult {
  return draw(SIGNS[sign]);
}

function draw(shape: SVGTemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
}
