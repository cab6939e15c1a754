// @ts-check
// Runs inside a page before any other script: time that passes when it is told to, a feed that answers as it is told, and
// a count of all that happens.
/* global document, window, MutationObserver */

/** @typedef {'silent' | 'refused' | 'html' | 'html as a stream' | 'html as JSON' | 'a stream as JSON' | 'JSON as a stream' | 'binary' | 'empty' | 'a line without end' | 'a byte a second' | 'errors' | 'cut short'} Kind */

/** @type {Kind[]} */
export const KINDS = [
  'silent',
  'refused',
  'html',
  'html as a stream',
  'html as JSON',
  'a stream as JSON',
  'JSON as a stream',
  'binary',
  'empty',
  'a line without end',
  'a byte a second',
  'errors',
  'cut short',
];

/**
 * @typedef {object} Counts
 * @property {number} requests
 * @property {number} wakeups timers that rang
 * @property {number} mutations of what the elements show
 * @property {string[]} errors what `outage-error` events said
 * @property {(string | null)[]} levels of the indicator
 * @property {string} seen of the banner
 */

/** @param {Kind} kind */
export function prepare(kind) {
  const page = /** @type {any} */ (window);
  const {Response} = window;
  const counts = {requests: 0, wakeups: 0, mutations: 0};
  /** @type {string[]} */
  const errors = [];
  /** @type {Set<string | null>} */
  const levels = new Set();
  /** @type {Map<number, {at: number, every: number | undefined, call: () => void, own: boolean}>} */
  const timers = new Map();
  let now = Date.now();
  let lastId = 0;
  /** @param {() => void} call @param {number} ms @param {boolean} repeat @param {boolean} [own] */
  const add = (call, ms, repeat, own = false) => {
    timers.set(++lastId, {at: now + ms, every: repeat ? Math.max(1, ms) : undefined, call, own});
    return lastId;
  };
  const remove = (/** @type {number} */ id) => void timers.delete(id);
  Date.now = () => now;
  page.setTimeout = (/** @type {() => void} */ call, ms = 0) => add(call, ms, false);
  page.setInterval = (/** @type {() => void} */ call, ms = 0) => add(call, ms, true);
  page.clearTimeout = page.clearInterval = remove;

  const [html, json, stream] = ['text/html', 'application/json', 'text/event-stream'];
  const markup = '<!doctype html><title>Log in</title><p>Everything is operational.';
  /** @param {string} type @param {BodyInit} body */
  const answer = (type, body, status = 200) =>
    new Response(body, {status, headers: {'Content-Type': type}});

  /** @param {AbortSignal} signal @param {() => Uint8Array} next @param {number} every ms */
  const drip = (signal, next, every) =>
    new ReadableStream({
      start(controller) {
        const tick = () => {
          if (signal.aborted) return;
          controller.enqueue(next());
          add(tick, every, false, true);
        };
        tick();
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    });

  /** @type {Record<Kind, (signal: AbortSignal) => Response | Promise<Response>>} */
  const answers = {
    silent: (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    refused: () => Promise.reject(new TypeError('Failed to fetch')),
    html: () => answer(html, markup),
    'html as a stream': () => answer(stream, markup),
    'html as JSON': () => answer(json, markup),
    'a stream as JSON': () => answer(json, 'event: snapshot\ndata: {"components":[]}\n\n'),
    'JSON as a stream': () => answer(stream, '{"status":{"indicator":"none"},"components":[]}'),
    binary: () =>
      answer(
        stream,
        new Uint8Array(9999).map((_, index) => (index * 7919) % 256),
      ),
    empty: () => answer(json, ''),
    'a line without end': (signal) => {
      const piece = new Uint8Array(65_536).fill(0x78);
      return answer(
        stream,
        drip(signal, () => piece, 10),
      );
    },
    'a byte a second': (signal) => {
      const piece = new Uint8Array(1).fill(0x3a);
      return answer(
        stream,
        drip(signal, () => piece, 1000),
      );
    },
    errors: () => answer(json, '{"status":{"indicator":"none"},"components":[]}', 500),
    'cut short': () => answer(stream, 'event: snapshot\ndata: {"status":'),
  };
  page.fetch = async (/** @type {string} */ _url, /** @type {RequestInit} */ {signal}) => {
    counts.requests++;
    // Not before everybody listens.
    await new Promise((resolve) => add(() => resolve(undefined), 1, false, true));
    return answers[kind](/** @type {AbortSignal} */ (signal));
  };

  const {port1, port2} = new MessageChannel();
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++)
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
  };

  document.addEventListener('DOMContentLoaded', () => {
    const elements = [...document.querySelectorAll('outage-banner, outage-indicator')];
    for (const element of elements) {
      element.addEventListener('outage-change', (event) =>
        levels.add(/** @type {any} */ (event).level ?? null),
      );
      const observer = new MutationObserver((records) => (counts.mutations += records.length));
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      observer.observe(root, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
      });
    }
    elements
      .at(-1)
      ?.addEventListener('outage-error', (event) =>
        errors.push(/** @type {any} */ (event).error.code),
      );
  });

  /** Lets time pass; each timer rings at its moment. @param {number} ms */
  page.pass = async (ms) => {
    // The first request waits for the lock that tabs share, which is the browser's own time.
    while (counts.requests === 0) await settled();
    const end = now + ms;
    for (;;) {
      await settled();
      const [due] = [...timers].sort(([, a], [, b]) => a.at - b.at);
      if (!due || due[1].at > end) break;
      const [id, timer] = due;
      now = Math.max(now, timer.at);
      if (timer.every === undefined) timers.delete(id);
      else timer.at += timer.every;
      if (!timer.own) counts.wakeups++;
      timer.call();
    }
    now = end;
    await settled();
    const banner = document.querySelector('outage-banner');
    const seen = banner?.checkVisibility() ? banner.shadowRoot?.textContent : '';
    levels.add(document.querySelector('outage-indicator')?.getAttribute('level') ?? null);
    return {...counts, errors, levels: [...levels], seen};
  };
}

/**
 * What happens within so many ms of the page's own time.
 * @param {import('puppeteer-core').Page} page
 * @param {number} ms
 * @returns {Promise<Counts>}
 */
export const pass = (page, ms) => page.evaluate((ms) => /** @type {any} */ (window).pass(ms), ms);
