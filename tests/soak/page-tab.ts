// Runs in each tab before the script tag. It gives the tab the time of the page around it, and counts
// all that the tab starts.
// Self-contained: it travels to the page as text.
import type {Channel, Lock, Soak, Attempt} from './page-clock.ts';

export function installTab(seed: number) {
  if (window === top || location.protocol === 'about:') return;
  const soak: Soak = (parent as any).soak;
  const number = Number(location.search.slice(1));
  const realm = globalThis as any;

  const RealDate = Date;
  realm.Date = class extends RealDate {
    constructor(...args: []) {
      if (args.length > 0) super(...args);
      else super(soak.wall());
    }
    static override now() {
      return soak.wall();
    }
  };
  performance.now = () => soak.awake();
  realm.setTimeout = (call: () => void, ms: number) => soak.setTimer(number, call, ms, false);
  realm.setInterval = (call: () => void, ms: number) => soak.setTimer(number, call, ms, true);
  realm.clearTimeout = realm.clearInterval = soak.clearTimer;

  let random = (seed + number) >>> 0;
  Math.random = () => {
    random = (random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(random ^ (random >>> 15), random | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  // A week passes in seconds, and to make formatters would take most of them.
  for (const name of ['DateTimeFormat', 'RelativeTimeFormat', 'ListFormat'] as const) {
    const made = new Map<string, object>();
    (Intl as any)[name] = new Proxy(Intl[name], {
      construct(target, args: [any, any]) {
        const key = JSON.stringify(args);
        if (!made.has(key)) made.set(key, new target(...args));
        return made.get(key)!;
      },
    });
  }

  const finish = (attempt: Attempt) => {
    if (soak.attempts.delete(attempt)) soak.changed();
  };
  /** Bodies and readers of attempts. */
  const owners = new WeakMap<object, Attempt>();
  const {fetch} = window;
  window.fetch = (input, init = {}) => {
    const url = input as string;
    const {Accept = ''} = init.headers as Record<string, string>;
    const attempt: Attempt = {
      tab: number,
      url,
      stream: Accept.includes('event-stream'),
      asked: realm.asking === true,
      open: false,
      aborted: false,
      serial: -1,
      bytes: 0,
      reading: 0,
    };
    soak.attempts.add(attempt);
    soak.changed();
    init.signal?.addEventListener('abort', () => {
      if (!soak.attempts.has(attempt)) return;
      attempt.aborted = true;
      if (attempt.open && attempt.reading === 0) finish(attempt);
      soak.changed();
    });
    return fetch.call(window, url, init).then(
      (response) => {
        attempt.open = true;
        attempt.serial = Number(response.headers.get('X-Serial'));
        if (response.body) owners.set(response.body, attempt);
        else finish(attempt);
        soak.changed();
        return response;
      },
      (error: unknown) => {
        finish(attempt);
        throw error;
      },
    );
  };
  const {getReader} = ReadableStream.prototype;
  ReadableStream.prototype.getReader = function (this: ReadableStream, ...args: any[]) {
    const reader = getReader.apply(this, args as []);
    const attempt = owners.get(this);
    if (attempt) owners.set(reader, attempt);
    return reader;
  } as typeof getReader;
  const {read} = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = function () {
    const attempt = owners.get(this);
    const result = read.call(this);
    if (!attempt) return result;
    attempt.reading++;
    return result.then(
      (chunk) => {
        attempt.reading--;
        attempt.bytes += (chunk.value as Uint8Array | undefined)?.byteLength ?? 0;
        if (chunk.done) finish(attempt);
        soak.changed();
        return chunk;
      },
      (error: unknown) => {
        finish(attempt);
        throw error;
      },
    );
  };

  const locks = navigator.locks;
  const {request} = locks;
  const end = (lock: Lock) => {
    lock.state = 'ending';
    soak.moved();
  };
  locks.request = (async (name: string, options: LockOptions, call: LockGrantedCallback<any>) => {
    // A request that steals does not wait: until it has the lock, something is going on.
    const lock: Lock = {tab: number, name, state: options.steal ? 'ending' : 'waiting'};
    soak.locks.add(lock);
    soak.moved();
    options.signal?.addEventListener('abort', () => lock.state === 'waiting' && end(lock));
    try {
      return await request.call(locks, name, options, async (granted) => {
        if (options.steal) {
          for (const other of soak.locks) {
            if (other.name === name && other.state === 'held') end(other);
          }
        }
        lock.state = 'held';
        soak.moved();
        try {
          return await call(granted);
        } finally {
          end(lock);
        }
      });
    } finally {
      soak.locks.delete(lock);
      soak.moved();
    }
  }) as typeof request;

  const {BroadcastChannel: RealChannel} = window;
  const arrived = (channel: Channel) => {
    channel.due--;
    soak.moved();
  };
  window.BroadcastChannel = class extends RealChannel {
    readonly #channel: Channel;
    constructor(name: string) {
      super(name);
      const channel = (this.#channel = {tab: number, name, due: 0});
      soak.channels.add(channel);
      soak.moved();
      this.addEventListener('message', () => arrived(channel));
    }
    override postMessage(message: unknown) {
      super.postMessage(message);
      for (const other of soak.channels) {
        if (other !== this.#channel && other.name === this.name) other.due++;
      }
      soak.moved();
    }
    override close() {
      super.close();
      soak.channels.delete(this.#channel);
      soak.moved();
    }
  };
}
