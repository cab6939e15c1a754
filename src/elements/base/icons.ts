import {html} from 'lit';
import type {TemplateResult} from 'lit';
import type {Level} from '../../model/types.js';

const RING = 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5z';

/**
 * Lines, filled parts, and lines cut out of those: one glyph per level, told apart by shape alone, and the signs on
 * buttons. Drawn at 16 px with a 1.5 px stroke in the current colour; a line of no length is a dot.
 */
const SHAPES: Readonly<Record<Level | Sign, readonly [line: string, fill?: string, cut?: string]>> =
  {
    operational: ['', RING, 'M5 8.2l2.1 2.1L11 6.2'],
    maintenance: ['M2 2h12v12H2zM8 4.75V8l2.25 1.75'],
    notice: [`${RING}M8 7.5v3.25M8 5v0`],
    degraded: ['M8 2.25l6.25 11.5H1.75zM8 6.5v2.75M8 11.5v0'],
    partial: ['M8 1.5L14.5 8 8 14.5 1.5 8z', 'M8 1.5L14.5 8 8 14.5z'],
    major: ['', 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', 'M4.75 8h6.5'],
    unknown: [RING],
    close: ['M4 4l8 8M12 4l-8 8'],
    fold: ['M4 10l4-4 4 4'],
  };

type Sign = 'close' | 'fold';

/** Decoration: the words beside it say the same, or the button has a name. */
export function renderIcon(name: Level | Sign): TemplateResult {
  const [line, fill = '', cut = ''] = SHAPES[name];
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d=${line} />
    <path class="fill" d=${fill} />
    <path class="cut" d=${cut} />
  </svg>`;
}
