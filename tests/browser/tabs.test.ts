// However many tabs a site has open, its feed meets one reader.
import {expect} from '@open-wc/testing';
import {afterwards, feedOf, page, snapshot, troubled, until} from '../support/page.ts';
import {OPENING_PAUSE} from '../../src/clock/timing.ts';
import {openTab, nameOf} from '../support/tab.ts';
import type {Tab, TabOptions} from '../support/tab.ts';
import {stopTime} from '../support/time.ts';

type Document = ReturnType<typeof page>;

/** A feed, and some tabs that have what it said. */
async function open(count: number, first: Document = page(), options: TabOptions = {}) {
  const feed = await feedOf(first);
  const tabs: Tab[] = [];
  for (let tab = 0; tab < count; tab++) tabs.push(await openTab(feed.url, options));
  await until(() => tabs.every(({rev}) => rev === first.ext.rev));
  return {
    feed,
    tabs,
    /** From now on it says this, also to who comes later. */
    async say(document: Document) {
      await feed.answer({chunks: [snapshot(document)], keepOpen: true});
      await feed.push(snapshot(document));
    },
  };
}

/** How many requests came, and how many of them are open. */
const met = async ({requests}: Awaited<ReturnType<typeof feedOf>>) => {
  const {count, open} = await requests();
  return [count, open];
};

const outage = () => troubled();

describe('tabs of a site', () => {
  it('share one stream, and all show its news', async () => {
    const {feed, tabs, say} = await open(3);
    expect(await met(feed)).to.deep.equal([1, 1]);
    for (const tab of tabs) await tab.says('All systems working');
    await say(outage());
    for (const tab of tabs) await tab.says('Card payments fail');
    expect(await met(feed)).to.deep.equal([1, 1]);
    expect(tabs.map(({state}) => state.connection)).to.deep.equal(['live', 'live', 'live']);
    expect(tabs.flatMap(({complaints}) => complaints)).to.deep.equal([]);
  });

  it('share it with one that comes later, which knows all at once', async () => {
    const {feed, say} = await open(1);
    await say(outage());
    const late = await openTab(feed.url);
    await late.says('Card payments fail');
    expect(await met(feed)).to.deep.equal([1, 1]);
  });

  it('do not share it between feeds', async () => {
    const [one, two] = [await open(2), await open(2, outage())];
    await one.tabs[1]!.says('All systems working');
    await two.tabs[1]!.says('Card payments fail');
    expect([await met(one.feed), await met(two.feed)]).to.deep.equal([
      [1, 1],
      [1, 1],
    ]);
  });

  it('go on when the one that connects is closed: what was published meanwhile arrives', async () => {
    const {feed, tabs} = await open(3);
    const [leader, ...others] = tabs;
    const news = outage();
    // Nobody is told before the next one asks.
    await feed.answer({chunks: [snapshot(news)], keepOpen: true});
    leader!.close();
    for (const tab of others) await tab.says('Card payments fail');
    expect(others.map(({rev}) => rev)).to.deep.equal([news.ext.rev, news.ext.rev]);
    expect((await feed.requests()).count).to.equal(2);
    await until(async () => (await feed.requests()).open === 1, 'one connection is left');
  });

  it('tell and show what they know already not twice when another one connects', async () => {
    const {feed, tabs, say} = await open(2);
    const [leader, other] = tabs;
    const time = stopTime(other!.window);
    await say(outage());
    await other!.says('Card payments fail');
    await time.pass(5_000);
    expect(other!.spoken.length).to.equal(1);
    let changes = 0;
    other!.document.addEventListener('outage-change', () => changes++, true);
    const before = other!.text;
    leader!.close();
    await until(() => other!.state.connection === 'live' && other!.provider.feed);
    await until(async () => (await feed.requests()).count >= 2, 'the other tab connects');
    await time.pass(30_000);
    expect(other!.text).to.equal(before);
    expect([changes, other!.spoken.length]).to.deep.equal([0, 1]);
  });

  it('close one after the other, and the last one still hears', async () => {
    const {feed, tabs, say} = await open(4);
    for (const tab of tabs.splice(0, 3)) tab.close();
    await until(async () => {
      const {count, open} = await feed.requests();
      return open === 1 && count >= 2;
    }, 'the last tab has the only connection');
    await say(outage());
    await tabs[0]!.says('Card payments fail');
  });
});

describe('a tab that holds the feed and says nothing', () => {
  /** As a frozen one would, or one that hangs. */
  async function holdLock(src: string) {
    let lost = false;
    const held = new Promise<void>((resolve) => {
      navigator.locks
        .request(nameOf(src), () => {
          resolve();
          return new Promise<void>((release) => afterwards(release));
        })
        .catch(() => (lost = true));
    });
    await held;
    return {
      get lost() {
        return lost;
      },
    };
  }

  /** A tab takes the lock. Its stream brings a document of the past, which it holds for a pause. */
  async function takesOver(
    held: {readonly lost: boolean},
    tab: Tab,
    time: ReturnType<typeof stopTime>,
  ): Promise<void> {
    await until(() => held.lost);
    await until(async () => {
      await time.pass(OPENING_PAUSE);
      return tab.rev;
    });
  }

  it('is taken for dead by a visible one after five seconds', async () => {
    const feed = await feedOf(page());
    const held = await holdLock(feed.url);
    let time: ReturnType<typeof stopTime>;
    const tab = await openTab(feed.url, {prepare: (window) => (time = stopTime(window))});
    await time!.pass(4_999);
    expect(held.lost).to.equal(false);
    expect(await met(feed)).to.deep.equal([0, 0]);
    await time!.pass(1);
    await takesOver(held, tab, time!);
    expect(await met(feed)).to.deep.equal([1, 1]);
  });

  it('is left alone by hidden ones, until one of them is seen', async () => {
    const feed = await feedOf(page());
    const held = await holdLock(feed.url);
    let time: ReturnType<typeof stopTime>;
    const tab = await openTab(feed.url, {prepare: (window) => (time = stopTime(window))});
    tab.hide();
    await time!.pass(50_000);
    expect(held.lost).to.equal(false);
    tab.show();
    await time!.pass(5_000);
    await takesOver(held, tab, time!);
  });

  /** What a script of the site may write on the channel while it holds the feed and says nothing. */
  async function forged(write: (channel: BroadcastChannel) => void) {
    const feed = await feedOf(page());
    const held = await holdLock(feed.url);
    let time: ReturnType<typeof stopTime>;
    const tab = await openTab(feed.url, {prepare: (window) => (time = stopTime(window))});
    const channel = new BroadcastChannel(nameOf(feed.url));
    afterwards(() => channel.close());
    const phases = new Set<string>();
    tab.provider.feed!.subscribe(({connection}) => phases.add(connection));
    return {
      held,
      tab,
      time: time!,
      /** Writes, and waits until that is heard: messages come in order. */
      async write() {
        write(channel);
        phases.clear();
        for (const phase of ['waiting', 'live']) {
          channel.postMessage({type: 'report', report: {phase, withinMs: 45_000, entries: []}});
        }
        await until(() => phases.has('live'));
      },
    };
  }

  it('is replaced in time whatever else is written on the channel', async () => {
    const {held, tab, time, write} = await forged((channel) => {
      for (const message of [
        [null, 7_200_000],
        [{phase: 'live', entries: []}, 7_200_000],
        {type: 'report', report: null},
        {type: 'report', report: {phase: 'sleeping', withinMs: 7_200_000, entries: []}},
        {type: 'report', report: {phase: 'waiting', withinMs: '7200000', entries: []}},
        {type: 'report', report: {phase: 'live', withinMs: 7_200_000, entries: []}},
      ])
        channel.postMessage(message);
    });
    await write();
    // As long as a live stream may be silent, and no longer.
    await time.pass(49_999);
    expect(held.lost).to.equal(false);
    await time.pass(1);
    await takesOver(held, tab, time);
  });

  it('is replaced within the hour though a script of the site reports in its name', async () => {
    const {held, tab, time, write} = await forged(() => undefined);
    for (let minutes = 0; !held.lost; minutes += 0.5) {
      expect(minutes).to.be.lessThan(40);
      await write();
      await time.pass(30_000);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (held.lost) break;
    }
    await takesOver(held, tab, time);
  });

  it('steps down when it turns out to live, and hears the one that took its place', async () => {
    const feed = await feedOf(page());
    const time = stopTime();
    const first = await openTab(feed.url, {prepare: time.join});
    await takesOver({lost: true}, first, time);
    first.window.BroadcastChannel.prototype.postMessage = () => undefined;
    const second = await openTab(feed.url, {prepare: time.join});
    await time.pass(5_000);
    await takesOver({lost: true}, second, time);
    await until(async () => (await feed.requests()).open === 1, 'one connection is left');
    const news = outage();
    await feed.push(snapshot(news));
    for (const tab of [first, second]) await until(() => tab.rev === news.ext.rev);
    expect(await met(feed)).to.deep.equal([2, 1]);
    // And the next one after that is the first again.
    await feed.answer({chunks: [snapshot(news)], keepOpen: true});
    second.close();
    await until(async () => (await feed.requests()).count >= 3, 'the first tab connects again');
    await until(() => first.state.connection === 'live');
  });
});

describe('what others write on the channel of a feed', () => {
  const old = page();
  const text = JSON.stringify(troubled({ext: {rev: 9_999}}));
  const tomorrow = Date.now() + 365 * 86_400_000;
  const report = (fields: unknown) => ({type: 'report', report: fields});
  const entry = (fields: object) => ({
    event: 'snapshot',
    text,
    at: Date.now(),
    clockOffset: 0,
    ...fields,
  });
  const garbage: unknown[] = [
    ...[null, undefined, 0, 1, '', 'x', true, {}, [], [[]], new Date(), new Map(), /x/],
    ...[null, 1, 'x', {}, [], {entries: null}, {entries: 'x'}, {entries: [null, [], 7]}].map(
      report,
    ),
    [{phase: 'live', entries: [entry({})]}, 1_000],
    {type: 'report'},
    {type: 'greeting', report: {phase: 'live', withinMs: 5, entries: [entry({})]}},
    ...[
      {phase: 'live', entries: []},
      {phase: 'live', withinMs: 'soon', entries: []},
      {phase: 'live', withinMs: NaN, entries: [entry({})]},
      {phase: 'live', withinMs: {}, entries: []},
      {phase: 'closed', withinMs: 5, entries: [entry({})]},
      {phase: {}, code: {}, status: {}, withinMs: 5, entries: []},
      {phase: '__proto__', code: 'constructor', withinMs: 5, entries: []},
      {phase: 'live', code: 'constructor', withinMs: 5, entries: [entry({})]},
      {phase: 'live', code: 'http', status: '500', withinMs: 5, entries: [entry({})]},
    ].map(report),
    ...[
      {at: tomorrow},
      {at: Infinity},
      {at: NaN},
      {clockOffset: NaN},
      {clockOffset: undefined},
      {text: '{'},
      {text: '[]'},
      {text: '{"incidents": null}'},
      {text: JSON.stringify(old)},
      {event: 'beat', text: '{}'},
      {event: 'nonsense'},
      {event: '__proto__'},
      {event: '', text: ''},
      {event: 7},
      {text: 7},
    ].map((fields) => report({phase: 'live', withinMs: 1_000, entries: [entry(fields)]})),
  ];

  it('changes nothing and breaks nothing, where it is read and where it is not', async () => {
    const {feed, tabs, say} = await open(2);
    const before = tabs.map(({state}) => state.snapshot);
    const channel = new BroadcastChannel(nameOf(feed.url));
    afterwards(() => channel.close());
    for (const message of garbage) channel.postMessage(message);
    // It is heard in order: what is said now comes after it.
    const phases = new Set<string>();
    tabs[1]!.provider.feed!.subscribe(({connection}) => phases.add(connection));
    channel.postMessage(report({phase: 'polling', withinMs: 1_000, entries: []}));
    await until(() => phases.has('polling'));
    expect(tabs.map(({state}) => state.snapshot)).to.deep.equal(before);
    expect(tabs.map(({text}) => text.includes('All systems working'))).to.deep.equal([true, true]);
    expect(tabs.flatMap(({complaints}) => complaints)).to.deep.equal([]);
    await say(outage());
    for (const tab of tabs) await tab.says('Card payments fail');
    expect(await met(feed)).to.deep.equal([1, 1]);
  });
});

describe('where tabs cannot find each other, each connects by itself', () => {
  const cases: Record<string, (window: Window & typeof globalThis) => void> = {
    'without locks': ({navigator}) =>
      Object.defineProperty(navigator, 'locks', {value: undefined, configurable: true}),
    'without channels': (window) =>
      Object.defineProperty(window, 'BroadcastChannel', {value: undefined, configurable: true}),
    'where channels are forbidden': (window) =>
      Object.assign(window, {
        BroadcastChannel: class {
          constructor() {
            throw new DOMException('no', 'SecurityError');
          }
        },
      }),
    'where locks are forbidden': (window) =>
      Object.assign(window.LockManager.prototype, {
        request: () => Promise.reject(new window.DOMException('no', 'SecurityError')),
      }),
  };
  for (const [name, prepare] of Object.entries(cases)) {
    it(name, async () => {
      const {feed, tabs, say} = await open(2, page(), {prepare});
      expect(await met(feed)).to.deep.equal([2, 2]);
      await say(outage());
      for (const tab of tabs) await tab.says('Card payments fail');
      expect(tabs.flatMap(({complaints}) => complaints)).to.deep.equal([]);
      for (const tab of tabs) tab.provider.remove();
      await until(async () => (await feed.requests()).open === 0, 'all connections are closed');
    });
  }

  it('in a sandboxed frame, which has no origin to share', async () => {
    const feed = await feedOf(outage());
    await feed.answer({
      headers: {'access-control-allow-origin': '*'},
      chunks: [snapshot(outage())],
      keepOpen: true,
    });
    const shown = new Set<string>();
    const hear = ({data}: MessageEvent) => void shown.add(String(data));
    addEventListener('message', hear);
    afterwards(() => removeEventListener('message', hear));
    for (const name of ['a', 'b']) {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.srcdoc = `<script>
          for (const type of ['error', 'unhandledrejection'])
            addEventListener(type, (event) => parent.postMessage(type + event.message, '*'));
          new MutationObserver(([{target}]) => {
            if (target.hasAttribute('level')) parent.postMessage('${name} ' + target.getAttribute('level'), '*');
          }).observe(document, {subtree: true, attributeFilter: ['level']});
        </script>
        <script src="${new URL('/cdn/outage-widgets.js', location.href).href}"
          data-src="${new URL(feed.url, location.href).href}"></script>`;
      document.body.append(frame);
      afterwards(() => frame.remove());
    }
    await until(() => shown.size === 2);
    expect([...shown].sort()).to.deep.equal(['a partial', 'b partial']);
    expect(await met(feed)).to.deep.equal([2, 2]);
  });
});
