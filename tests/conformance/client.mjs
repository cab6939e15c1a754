// @ts-check
// One reader that the contract-test service opens for its caller: our request, our reader of streams,
// our waits. `fetch`, which our request takes as a parameter, adds what the product leaves out on
// purpose.
import {retryDelay} from '../../dist/connection/backoff.js';
import {request} from '../../dist/transport/request.js';
import {readEvents} from '../../dist/transport/sse.js';
import {FeedError} from '../../dist/model/errors.js';

/**
 * @typedef {object} ClientOptions
 * @property {string} streamUrl
 * @property {string} callbackUrl
 * @property {number} [initialDelayMs]
 * @property {number} [readTimeoutMs]
 * @property {string} [lastEventId]
 * @property {Record<string, string>} [headers]
 * @property {string} [method]
 * @property {string} [body]
 */

/** The cases send events of 13 MiB; the product's limit is far lower. */
const MAX_EVENT_CHARACTERS = 32 * 2 ** 20;
/** The caller waits for five seconds at most. The product waits longer, to spread its readers. */
const MIN_RETRY = 1;
const DEFAULT_RETRY = 1_000;

/** The reason for which an attempt ends that the caller wants repeated. */
const RESTART = Symbol('restart');

/**
 * A header carries bytes, and an id is text. It is sent as UTF-8, as a browser's EventSource does.
 * @param {string} id
 */
const headerValue = (id) => Buffer.from(id).toString('latin1');

/**
 * @param {ClientOptions} options
 * @param {import('../../dist/clock/clock.js').Clock} clock
 */
export function openClient(options, clock) {
  const {streamUrl, callbackUrl, readTimeoutMs, method = 'GET', body} = options;
  let {lastEventId = '', initialDelayMs: retryMs = DEFAULT_RETRY} = options;
  let controller = new AbortController();
  let wake = () => {};
  let closed = false;
  let callbacks = 0;
  /** Attempts in a row that brought no stream. */
  let failures = 0;
  /** @type {unknown} */
  let timer;

  const close = () => {
    closed = true;
    controller.abort();
    wake();
  };

  /** Reports one after the other: the numbers have to arrive in order. @param {object} message */
  async function report(message) {
    if (closed) return;
    const headers = {'Content-Type': 'application/json'};
    const callback = {method: 'POST', headers, body: JSON.stringify(message)};
    // A number that got lost would be a gap: without a listener there is nothing to do any more.
    await fetch(`${callbackUrl}/${++callbacks}`, callback).catch(close);
  }

  /** @type {import('../../dist/transport/request.js').Fetch} */
  const asTheCallerWants = (url, init) => {
    const headers = new Headers({Accept: 'text/event-stream', ...options.headers});
    if (lastEventId) headers.set('Last-Event-ID', headerValue(lastEventId));
    return fetch(url, {...init, method, headers, ...(body !== undefined && {body})});
  };

  function expectBytes() {
    clock.clearTimeout(timer);
    if (!readTimeoutMs) return;
    timer = clock.setTimeout(() => controller.abort(new FeedError('timeout')), readTimeoutMs);
  }

  /** @param {AbortSignal} signal */
  async function attempt(signal) {
    const {kind, response} = await request(asTheCallerWants, streamUrl, {
      accept: 'any',
      signal,
      now: clock.now(),
    });
    if (kind !== 'stream') throw new FeedError('content-type');
    failures = 0;
    for await (const item of readEvents(
      /** @type {ReadableStream<Uint8Array>} */ (response.body),
      MAX_EVENT_CHARACTERS,
    )) {
      signal.throwIfAborted();
      if (item.type === 'alive') expectBytes();
      else if (item.type === 'id') lastEventId = item.id;
      else if (item.type === 'retry') retryMs = item.ms;
      else {
        const event = {type: item.name, data: item.data, id: lastEventId};
        await report({kind: 'event', event});
      }
    }
  }

  async function run() {
    while (!closed) {
      controller = new AbortController();
      const {signal} = controller;
      /** @type {unknown} */
      let error;
      expectBytes();
      await attempt(signal).catch((caught) => (error = signal.aborted ? signal.reason : caught));
      clock.clearTimeout(timer);
      controller.abort();
      if (closed || error === RESTART) continue;
      const trouble = error instanceof FeedError ? error : undefined;
      // The server says that it wants no reader.
      if (trouble?.status === 204) return close();
      if (error) await report({kind: 'error', error: String(error)});
      const spreadMs = Math.max(MIN_RETRY, retryMs);
      const productsMs = retryDelay({attempt: failures, spreadMs, error: trouble}, Math.random);
      // The caller may ask for less than the product's shortest spread, which is a second.
      const delayMs = failures === 0 ? Math.min(productsMs, spreadMs) : productsMs;
      failures++;
      // A caller's restart or close may have come during the report.
      if (closed) return;
      await new Promise((resolve) => {
        wake = () => resolve(undefined);
        timer = clock.setTimeout(wake, delayMs);
      });
      clock.clearTimeout(timer);
    }
  }

  void run();
  return {
    close,
    /** Begins a new attempt from where it is, at once and without an error. */
    restart() {
      controller.abort(RESTART);
      wake();
    },
  };
}
