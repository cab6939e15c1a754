import {html, nothing} from 'lit';
import type {TemplateResult} from 'lit';
import type {Level} from '../../model/types.js';

/** An icon of a level, or one on a button. */
export type IconName = Level | 'close' | 'fold';

/**
 * The paths of an icon. They are drawn at 16 px with a stroke of 1.5 px in the current colour. A
 * line of no length is a dot.
 */
interface Icon {
  readonly lines?: string;
  /** A filled shape. A shape inside it is a hole, through which any background shows. */
  readonly fill?: string;
}

const RING = 'M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5z';

/** Each level has an icon that its shape alone tells apart, for readers who see no colours. */
const ICONS: Readonly<Record<IconName, Icon>> = {
  operational: {
    fill: `${RING}M5.53 7.67l1.56 1.56 3.37-3.55a.75.75 0 0 1 1.08 1.04l-3.9 4.1a.75.75 0 0 1-1.07.01l-2.1-2.1a.75.75 0 0 1 1.06-1.06z`,
  },
  maintenance: {lines: 'M2 2h12v12H2zM8 4.75V8l2.25 1.75'},
  notice: {lines: `${RING}M8 7.5v3.25M8 5v0`},
  degraded: {lines: 'M8 2.25l6.25 11.5H1.75zM8 6.5v2.75M8 11.5v0'},
  partial: {lines: 'M8 1.5L14.5 8 8 14.5 1.5 8z', fill: 'M8 1.5L14.5 8 8 14.5z'},
  major: {
    fill: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM4.75 7.25h6.5a.75.75 0 0 1 0 1.5h-6.5a.75.75 0 0 1 0-1.5z',
  },
  unknown: {lines: RING},
  close: {lines: 'M4 4l8 8M12 4l-8 8'},
  fold: {lines: 'M4 10l4-4 4 4'},
};

/**
 * Hidden from screen readers: the words beside an icon say the same, or its button has a name. A
 * path without data draws nothing.
 */
export function renderIcon(name: IconName): TemplateResult {
  const {lines, fill} = ICONS[name];
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">
    <path d=${lines ?? nothing} />
    <path class="fill" d=${fill ?? nothing} />
  </svg>`;
}
