import type {LitElement, ReactiveController} from 'lit';

/**
 * Ms after a growth in which a click was aimed at what stood there before, and after a click on the
 * box in which a growth was asked for.
 */
const AIM_MS = 500;

/**
 * Keeps the box of an element from shrinking while its words change: what stands below would jump
 * at each step of an incident. The box grows when it must. It shrinks when it goes, at a click on
 * it, and when its width changes.
 */
export class SteadySize implements ReactiveController {
  readonly #host: LitElement;
  /** It comes with the first box: on a server there is none. */
  #observer: ResizeObserver | undefined;
  #box: HTMLElement | null = null;
  /** The box as it was last drawn, px. */
  #inlineSize = 0;
  #blockSize = 0;
  /** When it grew by itself, ms since the page was opened. */
  #grownAt = -Infinity;
  /** When somebody clicked on it, likewise. */
  #clickedAt = -Infinity;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const box = this.#host.renderRoot.querySelector<HTMLElement>('.box');
    if (box === this.#box) return;
    this.#box = box;
    this.#blockSize = 0;
    box?.addEventListener('click', this.#onClick, {capture: true});
    this.#restart();
  }

  hostConnected(): void {
    this.#restart();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** An observer reports the size of a box at once, and then each change of it. */
  #restart(): void {
    this.#observer?.disconnect();
    if (!this.#box) return;
    this.#observer ??= new ResizeObserver(([entry]) => {
      const [size] = entry?.borderBoxSize ?? [];
      if (size) this.#follow(size);
    });
    this.#observer.observe(this.#box, {box: 'border-box'});
  }

  #follow({inlineSize, blockSize}: ResizeObserverSize): void {
    const {style} = this.#box!;
    if (inlineSize !== this.#inlineSize && style.minBlockSize) {
      // A change of the size within the observer's own callback is an error to browsers.
      requestAnimationFrame(() => this.#release());
    } else {
      const now = performance.now();
      const isAsked = now - this.#clickedAt < AIM_MS;
      if (blockSize > this.#blockSize && !isAsked) this.#grownAt = now;
      style.minBlockSize = `${blockSize}px`;
    }
    this.#inlineSize = inlineSize;
    this.#blockSize = blockSize;
  }

  #release(): void {
    if (this.#box) this.#box.style.minBlockSize = '';
    this.#restart();
  }

  /** A click on the box may change its size, unless it was aimed at something else. */
  readonly #onClick = (event: MouseEvent): void => {
    const isPointed = event.detail > 0;
    if (isPointed && event.timeStamp - this.#grownAt < AIM_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      this.#clickedAt = performance.now();
      this.#release();
    }
  };
}
