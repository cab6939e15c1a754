import {execFile} from 'node:child_process';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {promisify} from 'node:util';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {openFeed} from '../../../src/feed/feed.js';
import type {Feed, FeedOptions} from '../../../src/feed/feed.js';
import type {FeedState} from '../../../src/store/reduce.js';
import {pageLevel} from '../../../src/store/select.js';
import type {Fetch} from '../../../src/transport/request.js';
import {goodDocument} from '../../fixtures/hostile.js';
import {ManualClock, settle} from '../../support/clock.js';
import {serve} from '../../support/server.js';

const src = 'https://feed.example/feed';

/** A feed of its own under a manual clock, whose requests a test answers. */
function openScripted(options: Partial<FeedOptions> = {}) {
  const clock = new ManualClock();
  const requests: {url: string; init: RequestInit; answer: (response: Response) => void}[] = [];
  const fetch: Fetch = (url, init) =>
    new Promise((resolve, reject) => {
      requests.push({url, init, answer: resolve});
      init.signal!.addEventListener('abort', () =>
        reject(new DOMException('aborted', 'AbortError')),
      );
    });
  const feed = openFeed({src, fetch, clock, random: () => 0.5, ...options});
  return {clock, requests, feed};
}

const json = (body: unknown = goodDocument()) => Response.json(body);

/** A real feed that counts who asks; `answer` decides what they get. */
async function serveFeed(
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) =>
    sendDocument(response),
) {
  const requests: string[] = [];
  const open = new Set<ServerResponse>();
  const {origin} = await serve((request, response) => {
    requests.push(request.headers.accept!);
    open.add(response);
    response.on('close', () => open.delete(response));
    answer(response, request);
  });
  return {src: `${origin}/feed`, requests, open};
}

function sendDocument(response: ServerResponse, body: unknown = goodDocument()): void {
  response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
}

function sendStream(response: ServerResponse, body: unknown = goodDocument()): void {
  response.writeHead(200, {'Content-Type': 'text/event-stream'});
  response.write(`: hi\n\nid: 1\nevent: snapshot\ndata: ${JSON.stringify(body)}\n\n`);
}

function open(address: string): Feed {
  const feed = openFeed({src: address});
  onTestFinished(() => feed.close());
  return feed;
}

const until = (feed: Feed, done: (state: FeedState) => boolean) =>
  new Promise<FeedState>((resolve) => {
    if (done(feed.state)) return resolve(feed.state);
    const stop = feed.subscribe((state) => {
      if (!done(state)) return;
      stop();
      resolve(state);
    });
  });

describe('opening', () => {
  test('asks nothing before somebody listens', async () => {
    const {feed, requests, clock} = openScripted();
    await settle();
    expect(requests).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(feed.state.snapshot).toBeUndefined();
    expect(feed.state.connection).toBe('idle');
  });

  test.each(['', 'nowhere', 'https://', '/feed'])(
    'of %j, which is no absolute URL, is the caller’s mistake',
    (address) => {
      expect(() => openFeed({src: address})).toThrow(TypeError);
      expect(() => openFeed({src, mirrors: [address]})).toThrow(TypeError);
    },
  );

  test.each(['javascript:alert(1)', 'http://feed.example/', 'https://user:pw@feed.example/'])(
    'of %s is trouble found in the state',
    async (address) => {
      const {feed, requests} = openScripted({src: address});
      feed.subscribe(() => undefined);
      await settle();
      expect(feed.state.error).toMatchObject({code: 'address'});
      expect(requests).toEqual([]);
      feed.close();
    },
  );

  test('with a wrong place to keep it costs nothing but that', async () => {
    const {feed, requests} = openScripted({persist: 'cookies' as 'none'});
    feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(json());
    await settle();
    expect(feed.state.snapshot).toBeDefined();
    feed.close();
  });

  test('writes the address in full', () => {
    expect(openFeed({src: 'https://Feed.Example'}).src).toBe('https://feed.example/');
  });
});

describe('a subscriber', () => {
  test('hears of each state, not of the present one', async () => {
    const {feed, requests} = openScripted();
    const heard: string[] = [];
    feed.subscribe((state) => heard.push(`${state.connection} ${state.snapshot ? 'read' : ''}`));
    expect(heard).toEqual([]);
    expect(feed.state.connection).toBe('idle');
    await settle();
    expect(heard).toEqual(['connecting ']);
    requests[0]!.answer(json());
    await settle();
    expect(heard).toEqual(['connecting ', 'connecting read', 'polling read']);
    feed.close();
  });

  test('that subscribes, refreshes or leaves while it is told never opens a second connection', async () => {
    const {feed, requests} = openScripted();
    const stops: (() => void)[] = [];
    stops.push(
      feed.subscribe((state) => {
        if (stops.length < 5) stops.push(feed.subscribe(() => undefined));
        if (state.snapshot) stops.forEach((stop) => stop());
      }),
    );
    await settle();
    expect(requests).toHaveLength(1);
    requests[0]!.answer(json());
    await settle();
    expect(requests).toHaveLength(1);
    feed.close();
  });

  test('that subscribes another one while a refresh reopens the connection opens no second one', async () => {
    const {feed, requests, clock} = openScripted();
    let more = 0;
    feed.subscribe(({connection}) => {
      if (connection === 'connecting' && more++ < 3) feed.subscribe(() => undefined);
    });
    await settle();
    requests[0]!.answer(json());
    await settle();
    void feed.refresh();
    await settle();
    expect(more).toBeGreaterThan(0);
    expect(requests.filter(({init}) => !init.signal!.aborted)).toHaveLength(1);
    feed.close();
    await clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });

  test('that throws does not keep the others from hearing', async () => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => console.mockRestore());
    const {feed, requests} = openScripted();
    const heard: FeedState[] = [];
    feed.subscribe(() => {
      throw new Error('mine');
    });
    feed.subscribe((state) => heard.push(state));
    await settle();
    requests[0]!.answer(json());
    await settle();
    expect(heard.at(-1)!.snapshot).toBeDefined();
    expect(console).toHaveBeenCalledWith(new Error('mine'));
    feed.close();
  });

  test('may leave twice', async () => {
    const {feed, clock, requests} = openScripted();
    const leave = feed.subscribe(() => undefined);
    feed.subscribe(() => undefined);
    leave();
    leave();
    await clock.advance(5_000);
    expect(requests[0]!.init.signal!.aborted).toBe(false);
    feed.close();
  });
});

describe('after the last subscriber', () => {
  test('the connection lingers a second for who comes back', async () => {
    const {feed, clock, requests} = openScripted();
    feed.subscribe(() => undefined)();
    await clock.advance(999);
    feed.subscribe(() => undefined);
    await clock.advance(5_000);
    expect(requests).toHaveLength(1);
    expect(requests[0]!.init.signal!.aborted).toBe(false);
    feed.close();
  });

  test('it ends, no timer is left, and what was said is remembered', async () => {
    const {feed, clock, requests} = openScripted();
    const stop = feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(json());
    await settle();
    stop();
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
    expect(feed.state).toMatchObject({connection: 'idle', snapshot: {page: {name: 'Acme'}}});
    feed.subscribe(() => undefined);
    await settle();
    // Whoever comes and goes polls no more often than one who stays.
    expect(requests).toHaveLength(1);
    await clock.advance(72_000);
    expect(requests).toHaveLength(2);
    expect(feed.state.connection).toBe('connecting');
    feed.close();
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  test('of one object, others of the same feed stay connected', async () => {
    const {
      src: address,
      open: connections,
      requests,
    } = await serveFeed((response) => sendStream(response));
    const [first, second] = [open(address), open(address)];
    first.subscribe(() => undefined);
    await until(second, ({snapshot}) => snapshot !== undefined);
    second.subscribe(() => undefined);
    vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    onTestFinished(() => void vi.useRealTimers());
    first.close();
    await vi.advanceTimersByTimeAsync(1_200);
    expect(second.state.connection).toBe('live');
    expect([connections.size, requests.length]).toEqual([1, 1]);
  });

  test('the server sees the end', async () => {
    const {src: address, open: connections} = await serveFeed((response) => sendStream(response));
    const feed = open(address);
    await until(feed, ({snapshot}) => snapshot !== undefined);
    feed.close();
    await vi.waitFor(() => expect(connections.size).toBe(0), 5_000);
  });
});

test('a closed feed says so to who goes on using it', () => {
  const {feed} = openScripted();
  feed.close();
  feed.close();
  expect(() => feed.subscribe(() => undefined)).toThrow('Closed: open it anew.');
});

describe('one feed for all', () => {
  test('of the same address: one request', async () => {
    const {src: address, requests} = await serveFeed();
    const feeds = [open(address), open(address), open(new URL(address).href)];
    await Promise.all(feeds.map((feed) => until(feed, ({snapshot}) => snapshot !== undefined)));
    expect(requests).toHaveLength(1);
    expect(feeds[0]!.state).toBe(feeds[1]!.state);
  });

  test('also between two copies of the library', async () => {
    const {src: address, requests} = await serveFeed();
    const feed = open(address);
    vi.resetModules();
    const copy = await import('../../../src/feed/feed.js');
    expect(copy.openFeed).not.toBe(openFeed);
    const other = copy.openFeed({src: address});
    onTestFinished(() => other.close());
    await Promise.all(
      [feed, other].map((one) => until(one, ({snapshot}) => snapshot !== undefined)),
    );
    expect(requests).toHaveLength(1);
    expect(other.state).toBe(feed.state);
  });

  test('of another address or other mirrors: another one', async () => {
    const {src: address, requests} = await serveFeed();
    const feeds = [
      open(address),
      open(`${address}?x`),
      openFeed({src: address, mirrors: ['https://m.example']}),
    ];
    await Promise.all(feeds.map((feed) => until(feed, ({snapshot}) => snapshot !== undefined)));
    expect(requests).toHaveLength(3);
    feeds.forEach((feed) => feed.close());
  });

  test('with a fetch, clock or random of its own: its own', async () => {
    const [one, two] = [openScripted(), openScripted()];
    one.feed.subscribe(() => undefined);
    await settle();
    expect(one.feed.state.connection).toBe('connecting');
    expect(two.feed.state.connection).toBe('idle');
    one.feed.close();
  });
});

test('an old copy of a plain document, from a cache whose server is gone, is not green', async () => {
  const {feed, requests} = openScripted();
  const asked = feed.refresh();
  await settle();
  requests[0]!.answer(
    new Response('{"status": {"indicator": "none"}}', {
      headers: {'Content-Type': 'application/json', Age: '7200'},
    }),
  );
  expect(pageLevel(await asked, feed.now())).toBe('unknown');
});

describe('refresh', () => {
  test('asks without a subscriber, and leaves nothing behind', async () => {
    const {feed, requests, clock} = openScripted();
    const asked = feed.refresh();
    const again = feed.refresh();
    await settle();
    expect(requests.filter(({init}) => !init.signal!.aborted)).toHaveLength(1);
    requests.at(-1)!.answer(json());
    expect((await asked).snapshot!.page.name).toBe('Acme');
    expect((await again).snapshot!.page.name).toBe('Acme');
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  test('resolves with the trouble in the state', async () => {
    const {feed, requests} = openScripted();
    const asked = feed.refresh();
    await settle();
    requests[0]!.answer(new Response('<p>Sign in', {headers: {'Content-Type': 'text/html'}}));
    expect((await asked).error).toMatchObject({code: 'content-type'});
  });

  test('gives up in time', async () => {
    const {feed, clock} = openScripted();
    const asked = feed.refresh();
    await clock.advance(60_000);
    expect((await asked).error).toMatchObject({code: 'timeout'});
  });

  test('after trouble resolves with the next trouble, not with the old one', async () => {
    const {feed, requests, clock} = openScripted();
    feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(new Response('', {status: 503}));
    await settle();
    const asked = feed.refresh();
    await clock.advance(5_000);
    requests[1]!.answer(new Response('', {status: 500}));
    expect((await asked).error).toMatchObject({status: 500});
    feed.close();
  });

  test('resolves also when the answer comes in the same instant as the one before', async () => {
    const {feed, requests} = openScripted();
    feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(json());
    await settle();
    const asked = feed.refresh();
    await settle();
    requests[1]!.answer(json());
    expect(await Promise.race([asked, settle()])).toMatchObject({snapshot: {page: {name: 'Acme'}}});
    feed.close();
  });

  test('asks at once where a connection waits, and in place of a poll', async () => {
    const {feed, requests, clock} = openScripted();
    feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(json());
    await settle();
    await clock.advance(5_000);
    const asked = feed.refresh();
    await settle();
    expect(requests).toHaveLength(2);
    requests[1]!.answer(json());
    expect((await asked).checkedAt).toBe(clock.now());
    expect(clock.pending).toBe(1);
    feed.close();
  });

  test('asks beside the running connection', async () => {
    const {feed, requests, clock} = openScripted();
    feed.subscribe(() => undefined);
    await settle();
    requests[0]!.answer(
      new Response(
        new ReadableStream({start: (body) => body.enqueue(new TextEncoder().encode(': hi\n\n'))}),
        {
          headers: {'Content-Type': 'text/event-stream'},
        },
      ),
    );
    await settle();
    expect(feed.state.connection).toBe('live');
    await clock.advance(1_000);
    const asked = feed.refresh();
    await settle();
    expect(requests.map(({url, init}) => `${url} ${init.signal!.aborted}`)).toEqual([
      `${src} false`,
      `${src} false`,
    ]);
    requests[1]!.answer(json());
    expect((await asked).snapshot).toBeDefined();
    await settle();
    expect(feed.state.connection).toBe('live');
    feed.close();
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });
});

describe('over real HTTP', () => {
  test('a document is read and polled', async () => {
    const {src: address} = await serveFeed();
    const state = await until(open(address), ({connection}) => connection === 'polling');
    expect(state).toMatchObject({error: undefined, problems: [], snapshot: {page: {name: 'Acme'}}});
  });

  test('a stream is live', async () => {
    const {src: address} = await serveFeed((response) => sendStream(response));
    const state = await until(
      open(address),
      ({connection, snapshot}) => connection === 'live' && snapshot !== undefined,
    );
    expect(state.snapshot!.page.name).toBe('Acme');
  });

  test('news comes while it happens', async () => {
    let push = (_: string): void => undefined;
    const {src: address} = await serveFeed((response) => {
      sendStream(response, {
        ...goodDocument(),
        ext: {epoch: 'e', rev: 1, generated_at: '2026-11-20T10:00:00Z'},
      });
      push = (text) => void response.write(text);
    });
    const feed = open(address);
    feed.subscribe(() => undefined);
    await until(feed, ({snapshot}) => snapshot !== undefined);
    push(
      'event: status\ndata: {"ext": {"epoch": "e", "rev": 2, "generated_at": "2026-11-20T10:01:00Z"}, "status": {"indicator": "critical"}}\n\n',
    );
    const state = await until(feed, ({snapshot}) => snapshot!.page.level === 'major');
    expect(state.snapshot!.revision.rev).toBe(2);
  });

  test('a broken document keeps the last good one', async () => {
    let count = 0;
    const {src: address} = await serveFeed((response) =>
      sendDocument(response, count++ === 0 ? goodDocument() : {incidents: null}),
    );
    const feed = open(address);
    await feed.refresh();
    const state = await feed.refresh();
    expect(state.error).toMatchObject({code: 'document'});
    expect(state.snapshot!.incidents).toHaveLength(1);
  });

  test.each([
    ['a captive portal', 200, 'text/html', 'content-type'],
    ['an overloaded server', 503, 'text/plain', 'http'],
    ['no content', 204, 'application/json', 'http'],
  ])('%s is trouble, and never all well', async (_, status, type, code) => {
    const {src: address} = await serveFeed(
      (response) => void response.writeHead(status, {'Content-Type': type}).end(),
    );
    const state = await open(address).refresh();
    expect(state.error).toMatchObject({code});
    expect(state.snapshot).toBeUndefined();
  });
});

// What `npm run build` wrote.
const core = new URL('../../../dist/core.js', import.meta.url);

test('the built core runs in Node without a DOM', async () => {
  const {src: address} = await serveFeed();
  const script = `
    const {openFeed, pageLevel} = await import(${JSON.stringify(core.href)});
    if (typeof document !== 'undefined') throw new Error('This is no Node.');
    const feed = openFeed({src: ${JSON.stringify(address)}});
    const state = await feed.refresh();
    console.log(pageLevel(state, feed.now()), state.snapshot.incidents[0].title);`;
  const {stdout} = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
  ]);
  expect(stdout.trim()).toBe('partial Checkout errors');
});
