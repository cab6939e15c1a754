// @ts-check
// Runs in the page before anything else, after the script of sinon's clock. Time stands still until
// the harness lets it pass, and every byte the page reads is counted, so that the harness knows when
// a page has nothing left to do.
/* global document, Document */

/** Self-contained: it travels to the page as text. @param {{start: number, seed: number}} options */
export function installFakePage({start, seed}) {
  /** @type {any} */
  const page = globalThis;
  // "Awake" time is that of the timers. The wall clock differs from it by what a laptop slept and
  // a clock was set.
  /** @type {import('../support/page-clock.mjs').PageClock} */
  const {clock, turn, untilNext} = page.createPageClock(start);
  const {setTimeout, setInterval, clearTimeout, clearInterval} = clock;
  Object.assign(page, {Date: clock.Date, setTimeout, setInterval, clearTimeout, clearInterval});
  const awake = () => clock.performance.now();
  page.performance.now = awake;

  // A day passes in seconds, and to make formatters would take most of them.
  for (const name of /** @type {const} */ (['DateTimeFormat', 'RelativeTimeFormat'])) {
    const made = new Map();
    /** @type {any} */ (Intl)[name] = new Proxy(Intl[name], {
      construct(target, /** @type {[any, any]} */ args) {
        const key = JSON.stringify(args);
        if (!made.has(key)) made.set(key, new target(...args));
        return made.get(key);
      },
    });
  }

  // The same schedule meets the same waits.
  let random = seed >>> 0;
  Math.random = () => {
    random = (random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(random ^ (random >>> 15), random | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** @type {Set<any>} requests that are not over */
  const visits = new Set();
  /** @type {any[]} what happened to them since the last report */
  let log = [];
  let version = 0;
  let reporting = false;
  let locks = 0;
  function changed() {
    version++;
    if (reporting) return;
    reporting = true;
    void turn().then(() => {
      reporting = false;
      const report = {version, locks, visits: [...visits], log};
      log = [];
      page.faultReport(JSON.stringify(report));
    });
  }
  const finish = (/** @type {any} */ visit, /** @type {string} */ end) => {
    if (!visits.delete(visit)) return;
    log.push({...visit, end: visit.aborted ? 'aborted' : end, endAt: awake()});
    changed();
  };

  let ids = 0;
  const {fetch} = page;
  /** @type {WeakMap<object, any>} bodies, readers and responses of a visit */
  const owners = new WeakMap();
  page.fetch = (/** @type {string} */ input, /** @type {any} */ init = {}) => {
    const {Accept: accept = ''} = init.headers ?? {};
    const visit = {id: ++ids, url: String(input), accept, at: awake(), bytes: 0, activeAt: awake()};
    /** @type {any} */
    const state = Object.assign(visit, {open: false, reading: 0, aborted: false});
    visits.add(state);
    log.push({...state});
    changed();
    init.signal?.addEventListener('abort', () => {
      if (!visits.has(state)) return;
      state.aborted = true;
      if (state.open && state.reading === 0) finish(state, 'aborted');
      changed();
    });
    return fetch(input, init).then(
      (/** @type {Response} */ response) => {
        const {headers, status, body, url} = response;
        const serial = Number(headers.get('X-Serial'));
        const type = headers.get('Content-Type');
        Object.assign(state, {open: true, serial, status, type, answeredFrom: url});
        state.activeAt = state.headAt = awake();
        owners.set(response, state);
        if (body) owners.set(body, state);
        else finish(state, 'done');
        changed();
        return response;
      },
      (/** @type {unknown} */ error) => {
        finish(state, 'failed');
        throw error;
      },
    );
  };
  /** @param {any} visit @param {Promise<any>} result @param {(value: any) => void} took */
  const reading = (visit, result, took) => {
    visit.reading++;
    return result.then(
      (value) => {
        visit.reading--;
        visit.activeAt = awake();
        took(value);
        changed();
        return value;
      },
      (error) => {
        visit.reading--;
        finish(visit, 'failed');
        throw error;
      },
    );
  };
  const {getReader} = ReadableStream.prototype;
  ReadableStream.prototype.getReader = function (/** @type {any[]} */ ...args) {
    const reader = getReader.apply(this, /** @type {any} */ (args));
    const visit = owners.get(this);
    if (visit) owners.set(reader, visit);
    return /** @type {any} */ (reader);
  };
  const {read} = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = function () {
    const visit = owners.get(this);
    const result = read.call(this);
    if (!visit) return result;
    return reading(visit, result, ({done, value}) => {
      if (done) finish(visit, 'done');
      else visit.bytes += value.byteLength;
    });
  };
  for (const name of /** @type {const} */ (['text', 'json', 'arrayBuffer'])) {
    const whole = Response.prototype[name];
    Response.prototype[name] = function () {
      const visit = owners.get(this);
      const result = whole.call(this);
      return visit ? reading(visit, result, () => finish(visit, 'done')) : result;
    };
  }

  // A tab alone gets every lock it asks for, but not at once.
  const {request} = navigator.locks;
  page.navigator.locks.request = (/** @type {any[]} */ ...args) => {
    const callback = args.pop();
    locks++;
    changed();
    let granted = false;
    const over = () => {
      if (granted) return;
      granted = true;
      locks--;
      changed();
    };
    const result = /** @type {any} */ (request).call(
      navigator.locks,
      ...args,
      (/** @type {any} */ lock) => {
        over();
        return callback(lock);
      },
    );
    result.catch(over);
    return result;
  };

  let visible = true;
  let online = true;
  const define = (/** @type {object} */ owner, /** @type {string} */ name, get = () => {}) =>
    Object.defineProperty(owner, name, {configurable: true, get});
  // Our source reads the prototype, because elements of a page may hide the document's properties.
  define(Document.prototype, 'visibilityState', () => (visible ? 'visible' : 'hidden'));
  define(Document.prototype, 'hidden', () => !visible);
  define(navigator, 'onLine', () => online);

  let shown = '';
  const answer = () => {
    const elements = [...document.querySelectorAll('[data-look]')].map((element) => [
      element.getAttribute('data-look'),
      element.getAttribute('level') ?? '',
      element.shadowRoot?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    ]);
    const now = JSON.stringify(elements);
    const screen = now === shown ? undefined : elements;
    shown = now;
    return {version, awake: awake(), screen};
  };

  page.faults = {
    /**
     * Lets time pass up to a moment; less, if the page talks to the network on the way. No time
     * passes if something has happened that the harness does not know of yet.
     * @param {number} to @param {number} known
     */
    async advance(to, known) {
      await turn();
      while (version === known) {
        const left = Math.max(0, Math.ceil(to - awake()));
        if (untilNext() > left) {
          clock.tick(left);
          break;
        }
        await clock.nextAsync();
      }
      return answer();
    },
    /**
     * Moves the wall clock and no timer: a laptop slept, or somebody set the clock.
     * @param {number} ms
     */
    async jump(ms) {
      clock.setSystemTime(clock.now + ms);
      await turn();
      return answer();
    },
    /** @param {{visible?: boolean, online?: boolean}} change */
    async become(change) {
      ({visible = visible, online = online} = change);
      if (change.visible !== undefined) document.dispatchEvent(new Event('visibilitychange'));
      if (change.online !== undefined) page.dispatchEvent(new Event(online ? 'online' : 'offline'));
      await turn();
      return answer();
    },
  };
}
