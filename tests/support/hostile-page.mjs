// @ts-check
// Runs inside a page that shows a hostile feed. It asks for one document after the other, and writes
// down what the page shows.
/* global document, window */

/** Everything our elements are made of; anything else came from a feed. */
const OURS = {
  elements: 'section div p span bdi b ul li a button details summary time slot svg path',
  attributes:
    /^(aria-[a-z]+|class|d|data-level|datetime|fill|height|href|id|lang|name|open|part|rel|role|target|title|type|viewBox|width)$/
      .source,
};

/**
 * @typedef {object} Shown what one element shows
 * @property {string | null} level
 * @property {string} seen what is to be read without opening anything
 * @property {string} text all that is in it
 * @property {string[]} hrefs
 */

/**
 * @typedef {object} Sight of the page after one document
 * @property {Record<string, Shown>} elements by their ids
 * @property {string[]} intruders elements and attributes that are not ours
 * @property {boolean} pwned
 * @property {string | undefined} error of the feed
 * @property {boolean} wide something reaches over the edge of the screen
 */

/**
 * To be evaluated in each new document, before any other script.
 * @param {{now: number, ours: {elements: string, attributes: string}}} options `now`: what the page's clock begins with
 */
export function prepare({now, ours}) {
  const page = /** @type {any} */ (window);
  const {setTimeout} = page;
  const start = now - performance.now();
  Date.now = () => Math.floor(start + performance.now());
  // A page renders its news twice a second at most: here, each document is to be seen.
  page.setTimeout = (/** @type {() => void} */ call, ms = 0) =>
    setTimeout(call, ms <= 1000 ? 0 : ms);
  page.errors = [];
  const note = (/** @type {unknown} */ what) => page.errors.push(String(what));
  page.addEventListener('error', (/** @type {ErrorEvent} */ {message}) => note(message));
  page.addEventListener('unhandledrejection', (/** @type {any} */ {reason}) => note(reason));

  const isShared = (/** @type {symbol} */ {description = ''}) =>
    description.startsWith('outage-widgets@');
  const feeds = () => {
    const [shared = Symbol()] = Object.getOwnPropertySymbols(page).filter(isShared);
    return page[shared].feeds;
  };
  const feedOf = (/** @type {string} */ url) => feeds().get(url);
  const elementSet = new Set(ours.elements.split(' '));
  const attribute = new RegExp(ours.attributes);

  /** @returns {Promise<void>} when all that waits for timers and promises is done */
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
  };

  /** @param {string} url @returns {Sight} */
  const look = (url) => {
    /** @type {Record<string, Shown>} */
    const elements = {};
    /** @type {string[]} */
    const intruders = [];
    for (const element of document.querySelectorAll('[id^=the-]')) {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const fold = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
      const parts = /** @type {HTMLElement[]} */ ([...root.children]);
      elements[element.id.slice(4)] = {
        level: element.getAttribute('level'),
        seen: element.checkVisibility() ? fold(parts.map((part) => part.innerText).join(' ')) : '',
        text: fold(root.textContent ?? ''),
        hrefs: [...root.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
      };
      for (const node of root.querySelectorAll('*')) {
        if (!elementSet.has(node.localName)) intruders.push(`<${node.localName}>`);
        for (const {name, value} of node.attributes) {
          // A box keeps its size.
          const isSize = name === 'style' && /^(min-block-size: [\d.]+px;)?$/.test(value);
          if (!attribute.test(name) && !isSize) intruders.push(name);
        }
      }
    }
    const {error} = feedOf(url).get();
    const {scrollWidth, clientWidth} = document.documentElement;
    const wide = scrollWidth > clientWidth;
    return {elements, intruders, pwned: '__pwn' in page, error: error?.code, wide};
  };

  page.hostile = {
    /** The page has its feed's first document. @param {string} url */
    async ready(url) {
      while (!feeds()?.get(url)?.get().snapshot) await settled();
      await settled();
    },
    /** Lets the feed push so many documents, one by one. @param {string} url @param {number} count */
    async pushed(url, count) {
      const sights = [];
      for (let index = 0; index < count; index++) {
        const heard = new Promise((resolve) => {
          const stop = feedOf(url).subscribe(() => resolve(stop()));
        });
        await fetch(`${url}/next`);
        await heard;
        await settled();
        sights.push(look(url));
      }
      return sights;
    },
    /** Asks so often for the whole document. @param {string} url @param {number} count */
    async asked(url, count) {
      const sights = [];
      for (let index = 0; index < count; index++) {
        await feedOf(url).refresh();
        await settled();
        sights.push(look(url));
      }
      return sights;
    },
  };
}

/** @param {import('puppeteer-core').Page} page @param {number} now */
export const prepareHostile = (page, now) => page.evaluateOnNewDocument(prepare, {now, ours: OURS});

/**
 * Returns what the page shows after each of the next documents.
 * @param {import('puppeteer-core').Page} page
 * @param {'pushed' | 'asked'} how
 * @param {string} url
 * @param {number} count
 * @returns {Promise<Sight[]>}
 */
export const sightsOf = (page, how, url, count) =>
  page.evaluate(
    async (how, url, count) => {
      const {hostile} = /** @type {any} */ (window);
      await hostile.ready(url);
      return hostile[how](url, count);
    },
    how,
    url,
    count,
  );
