// @ts-check
// Runs inside a page, after the script of sinon's clock and before any other: time that passes when a
// test says so, a feed that answers in one of many ways, and a count of all that happens.
/* global document, window, MutationObserver */
import {pageClockScript} from './fake-timers.mjs';

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
 * @property {number} wakeups timers of the page that fired
 * @property {number} mutations of what the elements show
 * @property {string[]} errors what `outage-error` events said
 * @property {(string | null)[]} levels of the indicator
 * @property {string} seen of the banner
 */

/** Self-contained: it travels to the page as text. @param {Kind} kind */
function install(kind) {
  const page = /** @type {any} */ (window);
  const {Response} = window;
  /** Real ms after which a request that has not come will not come. */
  const HANG = 20_000;
  const counts = {requests: 0, wakeups: 0, mutations: 0};
  /** @type {string[]} */
  const errors = [];
  /** @type {Set<string | null>} */
  const levels = new Set();
  /** @type {import('./page-clock.mjs').PageClock} */
  const {clock} = page.createPageClock(Date.now());
  const {clearTimeout, clearInterval} = clock;
  const realTimeout = page.setTimeout.bind(page);
  const counted = (/** @type {() => void} */ call) => () => {
    counts.wakeups++;
    call();
  };
  Date.now = () => clock.now;
  Object.assign(page, {
    clearTimeout,
    clearInterval,
    setTimeout: (/** @type {() => void} */ call, ms = 0) => clock.setTimeout(counted(call), ms),
    setInterval: (/** @type {() => void} */ call, ms = 0) => clock.setInterval(counted(call), ms),
  });

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
          clock.setTimeout(tick, every);
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
  let onFirstRequest = () => {};
  const firstRequest = new Promise((/** @type {(value?: any) => void} */ resolve, reject) => {
    onFirstRequest = resolve;
    const complaint = `The page asked for nothing in ${HANG / 1000} s.`;
    realTimeout(() => reject(new Error(complaint)), HANG);
  });
  page.fetch = async (/** @type {string} */ _url, /** @type {RequestInit} */ {signal}) => {
    counts.requests++;
    onFirstRequest();
    // An answer comes when everybody listens.
    await new Promise((resolve) => clock.setTimeout(() => resolve(undefined), 1));
    return answers[kind](/** @type {AbortSignal} */ (signal));
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

  /** Lets time pass; each timer fires at its moment. @param {number} ms */
  page.pass = async (ms) => {
    // The first request waits for the lock that tabs share, which is the browser's own time.
    await firstRequest;
    await clock.tickAsync(ms);
    const banner = document.querySelector('outage-banner');
    const seen = banner?.checkVisibility() ? banner.shadowRoot?.textContent : '';
    levels.add(document.querySelector('outage-indicator')?.getAttribute('level') ?? null);
    return {...counts, errors, levels: [...levels], seen};
  };
}

/**
 * Prepares a page, before it is loaded.
 * @param {import('puppeteer-core').Page} page
 * @param {Kind} kind
 */
export async function prepare(page, kind) {
  await page.evaluateOnNewDocument(pageClockScript);
  await page.evaluateOnNewDocument(install, kind);
}

/**
 * Lets so many ms of the page's own time pass, and returns what has happened.
 * @param {import('puppeteer-core').Page} page
 * @param {number} ms
 * @returns {Promise<Counts>}
 */
export const pass = (page, ms) => page.evaluate((ms) => /** @type {any} */ (window).pass(ms), ms);
