// Pages are hidden, frozen, kept for the back button, and lose their network.
import {expect} from '@open-wc/testing';
import {OPENING_PAUSE} from '../../src/clock/timing.ts';
import {answering, at, feedOf, page, replace, snapshot, troubled, until} from '../support/page.ts';
import {openTab, nameOf} from '../support/tab.ts';
import type {Tab} from '../support/tab.ts';
import {stopTime} from '../support/time.ts';

const REST = 60_000;

/** Time passes until something is true, but not while an answer is on its way. */
async function passUntil(
  {
    time,
    tab,
    feed,
  }: Pick<Awaited<ReturnType<typeof open>>, 'time' | 'tab'> & {
    feed: {requests(): Promise<unknown>};
  },
  condition: () => boolean,
) {
  await until(async () => {
    if (condition()) return true;
    if (tab.state.connection !== 'connecting') await time.pass(100);
    await feed.requests();
    return condition();
  });
}

/**
 * Tabs take in what their stream begins with: it is an hour old, and held back for a pause.
 * @param known - what they know already
 */
const takeIn = (time: ReturnType<typeof stopTime>, tabs: readonly Tab[], known?: number) =>
  until(async () => {
    await time.pass(OPENING_PAUSE);
    return tabs.every(({rev}) => rev && rev !== known);
  });

/** A tab that has what its feed said, in time that stands still. */
async function open(first = page()) {
  const feed = await feedOf(first);
  const time = stopTime();
  const tab = await openTab(feed.url, {prepare: time.join});
  await takeIn(time, [tab]);
  await time.pass(6_000);
  /** Time passes while the feed proves to live. */
  const beat = async (ms: number) => {
    await time.pass(ms);
    const ext = {epoch: 'e1', rev: tab.rev, generated_at: at(0)};
    await feed.push(`event: beat\ndata: ${JSON.stringify({ext})}\n\n`);
    await until(() => tab.state.asOf === Date.parse(ext.generated_at));
  };
  const connections = async () => (await feed.requests()).open;
  return {
    feed,
    time,
    tab,
    /** A minute passes, up to its last moment. */
    async almostRest() {
      for (let left = REST - 1; left > 0; left -= 15_000) await beat(Math.min(left, 15_000));
    },
    /** What it says to who asks from now on. */
    async prepare(document = troubled()) {
      await feed.answer({chunks: [snapshot(document)], keepOpen: true});
    },
    async closed() {
      await until(async () => (await connections()) === 0, 'its connection is closed');
    },
    /** It asked once more, and shows the news. */
    async back() {
      const began = tab.window.Date.now();
      await passUntil({time, tab, feed}, () => tab.state.connection === 'live');
      expect(tab.window.Date.now() - began).to.be.lessThan(7_000);
      await takeIn(time, [tab], first.ext.rev);
      await time.pass(2_000);
      await tab.says('Card payments fail');
      expect(await connections()).to.equal(1);
    },
  };
}

/** Whether nobody holds the lock of a feed, or waits for it. */
async function isFree(src: string) {
  const {held, pending} = await navigator.locks.query();
  return ![...held!, ...pending!].some(({name}) => name === nameOf(src));
}

describe('a page', () => {
  it('that has just been loaded asks no second time', async () => {
    const feed = await answering({
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(page()),
    });
    const time = stopTime();
    const tab = await openTab(feed.url, {prepare: time.join});
    await until(() => tab.rev);
    tab.tell(tab.window, 'pageshow', {persisted: false});
    await time.pass(20_000);
    expect((await feed.requests()).count).to.equal(1);
  });
});

describe('a hidden page', () => {
  it('stays connected for a minute, then rests: no connection, no timer, no lock', async () => {
    const {feed, time, tab, almostRest, closed} = await open();
    tab.hide();
    await almostRest();
    expect((await feed.requests()).open).to.equal(1);
    await time.pass(1);
    await closed();
    expect(tab.state.connection).to.equal('idle');
    expect(time.pending).to.equal(0);
    expect(await isFree(feed.url)).to.equal(true);
  });

  it('that is seen again within the minute notices nothing', async () => {
    const {feed, time, tab} = await open();
    for (let look = 0; look < 5; look++) {
      tab.hide();
      await time.pass(5_000);
      tab.show();
      await time.pass(1_000);
    }
    expect((await feed.requests()).count).to.equal(1);
    expect(tab.state.connection).to.equal('live');
  });

  it('that is seen again asks at once, and shows what happened meanwhile', async () => {
    const {time, tab, almostRest, closed, prepare, back} = await open();
    tab.hide();
    await almostRest();
    await time.pass(1);
    await closed();
    await prepare();
    await time.pass(3_600_000);
    tab.show();
    await back();
  });

  it('that is seen again asks within seconds, though its feed is polled once an hour', async () => {
    const document = (more: object) => ({
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(more),
    });
    const hourly = {ext: {poll_after_seconds: 3_600}};
    const feed = await answering(document(page(hourly)));
    const time = stopTime();
    const tab = await openTab(feed.url, {prepare: time.join});
    await until(() => tab.state.connection === 'polling');
    tab.hide();
    await time.pass(REST);
    await until(() => isFree(feed.url), 'nobody holds the lock of the feed');
    await feed.answer(document(troubled(hourly)));
    await time.pass(120_000);
    expect((await feed.requests()).count).to.equal(1);
    tab.show();
    const began = tab.window.Date.now();
    await passUntil({time, tab, feed}, () => tab.text.includes('Card payments fail'));
    expect(tab.window.Date.now() - began).to.be.lessThan(7_000);
  });

  it('never connects while it is opened in the background', async () => {
    const feed = await feedOf(troubled());
    const time = stopTime();
    const tab = await openTab(feed.url, {prepare: time.join, hidden: true});
    await time.pass(600_000);
    expect((await feed.requests()).count).to.equal(0);
    expect(await isFree(feed.url)).to.equal(true);
    tab.show();
    await takeIn(time, [tab]);
    await tab.says('Card payments fail');
  });

  it('leaves the connection to one that is seen', async () => {
    const {feed, time, tab, almostRest, closed, prepare} = await open();
    const other = await openTab(feed.url, {prepare: time.join});
    await takeIn(time, [other]);
    await prepare();
    tab.hide();
    await almostRest();
    await time.pass(1);
    await until(async () => (await feed.requests()).count >= 2, 'the other tab connects');
    await until(() => other.state.connection === 'live');
    await time.pass(2_000);
    await other.says('Card payments fail');
    expect((await feed.requests()).open).to.equal(1);
    other.close();
    await closed();
    // The browser frees the lock of a page that is gone, at its own time.
    await until(() => isFree(feed.url), 'nobody holds the lock of the feed');
  });
});

describe('a page that is', () => {
  const leaving: Record<string, [away: (tab: Tab) => void, again: (tab: Tab) => void]> = {
    'kept for the back button': [
      (tab) => {
        tab.tell(tab.window, 'pagehide', {persisted: true});
        tab.hide();
      },
      (tab) => {
        tab.show();
        tab.tell(tab.window, 'pageshow', {persisted: true});
      },
    ],
    'kept for the back button, and never called hidden': [
      (tab) => tab.tell(tab.window, 'pagehide', {persisted: true}),
      (tab) => tab.tell(tab.window, 'pageshow', {persisted: true}),
    ],
    'hidden and then frozen': [
      (tab) => {
        tab.hide();
        tab.tell(tab.document, 'freeze');
      },
      (tab) => {
        tab.tell(tab.document, 'resume');
        tab.show();
      },
    ],
    'frozen, and never called hidden': [
      (tab) => tab.tell(tab.document, 'freeze'),
      (tab) => tab.tell(tab.document, 'resume'),
    ],
  };
  for (const [name, [away, again]] of Object.entries(leaving)) {
    it(`${name} holds nothing, and is told the news when it is back`, async () => {
      const {feed, time, tab, closed, prepare, back} = await open();
      away(tab);
      await closed();
      expect(tab.state.connection).to.equal('idle');
      await until(() => isFree(feed.url), 'nobody holds the lock of the feed');
      await prepare();
      await time.pass(600_000);
      expect((await feed.requests()).count).to.equal(1);
      again(tab);
      await back();
      expect(tab.complaints).to.deep.equal([]);
    });
  }

  it('left for good leaves nothing behind', async () => {
    const {feed, time, tab, closed} = await open();
    tab.tell(tab.window, 'pagehide', {persisted: false});
    await closed();
    await until(() => isFree(feed.url), 'nobody holds the lock of the feed');
    await time.pass(3_600_000);
    expect((await feed.requests()).count).to.equal(1);
  });
});

describe('a page without network', () => {
  async function lost() {
    const run = await open(troubled());
    const {tab, time} = run;
    const {fetch} = tab.window;
    replace(tab.window.Navigator.prototype, 'onLine', false);
    tab.window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    tab.tell(tab.window, 'offline');
    await run.closed();
    await time.pass(2_000);
    return {...run, fetch};
  }

  it('says so, and since when it knows nothing, at once', async () => {
    const {tab} = await lost();
    await tab.says('You’re offline');
    expect(tab.state.error!.code).to.equal('offline');
    expect(tab.text).to.contain('Card payments fail');
    expect(tab.complaints).to.deep.equal([]);
  });

  it('asks as soon as it is back, and says no more of it', async () => {
    const {tab, time, prepare, back, fetch} = await lost();
    await prepare();
    tab.window.fetch = fetch;
    replace(tab.window.Navigator.prototype, 'onLine', true);
    tab.tell(tab.window, 'online');
    await back();
    expect(tab.text).not.to.contain('offline');
    await time.pass(2_000);
    expect(tab.complaints).to.deep.equal([]);
  });

  it('tells its other tabs', async () => {
    const feed = await feedOf(troubled());
    const time = stopTime();
    const tabs = [
      await openTab(feed.url, {prepare: time.join}),
      await openTab(feed.url, {prepare: time.join}),
    ];
    await takeIn(time, tabs);
    await time.pass(6_000);
    for (const tab of tabs) {
      replace(tab.window.Navigator.prototype, 'onLine', false);
      tab.tell(tab.window, 'offline');
    }
    await until(() => tabs.every(({state}) => state.error?.code === 'offline'));
    await time.pass(2_000);
    for (const tab of tabs) await tab.says('You’re offline');
  });
});
