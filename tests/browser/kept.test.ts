// What a page keeps for the next one, which may open while the feed is down.
import {expect} from '@open-wc/testing';
import {afterwards, answering, feedOf, incident, page, troubled, until} from '../support/page.ts';
import {nameOf, openTab} from '../support/tab.ts';
import type {Tab, TabOptions} from '../support/tab.ts';
import {stopTime} from '../support/time.ts';

/** A feed whose server is down, on a page where an earlier one kept something of it. */
async function openLater(kept: unknown, {attributes = '', ...options}: TabOptions = {}) {
  const feed = await answering({status: 503});
  const place = attributes.includes('local') ? localStorage : sessionStorage;
  const text = typeof kept === 'string' ? kept : JSON.stringify(kept);
  if (kept !== undefined) place.setItem(nameOf(feed.url), text);
  afterwards(() => place.removeItem(nameOf(feed.url)));
  const tab = await openTab(feed.url, {attributes, ...options});
  await until(() => tab.state.error);
  return {feed, tab};
}

/** A message as an earlier page kept it, some minutes ago. */
const entry = (event: string, text: string, minutes: number) => ({
  event,
  text,
  at: Date.now() - minutes * 60_000,
  clockOffset: 0,
});

/** What a page kept of a document some minutes ago. */
const kept = (document: unknown, minutes = 10) => [
  entry('snapshot', JSON.stringify(document), minutes),
];

const banner = (tab: Tab) => tab.document.querySelector('outage-banner')!;

beforeEach(() => sessionStorage.clear());

describe('what an earlier page knew', () => {
  it('is shown while the feed is down, with its age: bad news', async () => {
    const {tab} = await openLater(kept(troubled()));
    await tab.says('Card payments fail');
    await tab.says('We can’t reach our status service');
    // Shortly after midnight that was yesterday, which is named.
    expect(tab.text).to.match(/Last confirmed [^.]*\d+:\d\d/);
    expect(tab.complaints).to.deep.equal([]);
  });

  it('is not good enough for good news: the status is unknown, and no banner says that all is well', async () => {
    const {tab} = await openLater(kept(page(), 1));
    await tab.says('unknown');
    expect(tab.text.toLowerCase()).not.to.match(/working|all good|operational/);
    expect(banner(tab).hasAttribute('level')).to.equal(false);
  });

  it('is told to a screen reader only once nothing newer is to be had', async () => {
    const time = stopTime();
    const feed = await answering({
      headers: {'content-type': 'text/event-stream'},
      chunks: [],
      keepOpen: true,
    });
    const earlier = kept(troubled({}, incident({impact: 'critical'})));
    sessionStorage.setItem(nameOf(feed.url), JSON.stringify(earlier));
    const tab = await openTab(feed.url, {prepare: time.join});
    await tab.says('Card payments fail');
    await until(async () => (await feed.requests()).open > 0, 'the feed is asked');
    await time.pass(5_000);
    expect(tab.spoken).to.deep.equal([]);
    await time.pass(30_000);
    expect(tab.spoken.length).to.equal(1);
  });

  it('was nothing: the banner is silent, and the indicator does not know', async () => {
    const {tab} = await openLater(undefined);
    await tab.says('unknown');
    expect(banner(tab).hasAttribute('level')).to.equal(false);
  });

  it('comes with what was told after it', async () => {
    const document = page();
    const {epoch, rev} = document.ext as unknown as {epoch: string; rev: number};
    const news = {ext: {epoch, rev: rev + 1}, incident: incident()};
    const journal = [...kept(document), entry('incident', JSON.stringify(news), 5)];
    const {tab} = await openLater(journal);
    await tab.says('Card payments fail');
  });

  // Written when a test needs it: the clock of the tests does not stand still.
  for (const [name, write] of Object.entries<() => unknown>({
    'is a day old': () => kept(troubled(), 24 * 60 + 1),
    'comes from the future': () => kept(troubled(), -5),
    'is no JSON': () => '{"',
    'is no list': () => ({a: 1}),
    'is full of anything': () => [
      null,
      1,
      'x',
      {},
      [],
      [[]],
      {event: 'snapshot'},
      entry('snapshot', '{', 1),
    ],
    'is of an older version': () => [
      ['snapshot', JSON.stringify(troubled()), Date.now() - 60_000, 0],
    ],
    'is no document': () => kept({incidents: null}),
    'is of another kind': () => [entry('nonsense', '{}', 1)],
    'has no beginning': () => [entry('beat', '{}', 1)],
  })) {
    it(`counts for nothing where it ${name}, and breaks nothing`, async () => {
      const {tab} = await openLater(write());
      await tab.says('unknown');
      expect(tab.state.snapshot).to.equal(undefined);
      expect(banner(tab).hasAttribute('level')).to.equal(false);
      expect(tab.complaints).to.deep.equal([]);
    });
  }
});

describe('what a page keeps', () => {
  const places = () => [sessionStorage, localStorage].map((place) => JSON.stringify({...place}));

  /** Reads a document and leaves. */
  async function visit(attributes: string, prepare?: TabOptions['prepare']) {
    const feed = await feedOf(troubled());
    const tab = await openTab(feed.url, {attributes, prepare});
    afterwards(() => localStorage.removeItem(nameOf(feed.url)));
    await until(() => tab.rev);
    tab.tell(tab.window, 'pagehide', {persisted: false});
    const [session, local] = places().map((text) => text.includes(feed.url));
    return {feed, tab, session, local};
  }

  for (const [attributes, session, local] of [
    ['', true, false],
    ['persist="session"', true, false],
    ['persist="local"', false, true],
    ['persist="none"', false, false],
  ] as const) {
    it(`is kept where ${attributes || 'nothing'} says`, async () => {
      const visited = await visit(attributes);
      expect([visited.session, visited.local]).to.deep.equal([session, local]);
    });
  }

  it('is read by the next page', async () => {
    const {feed, tab} = await visit('persist="local"');
    tab.close();
    await feed.answer({status: 503});
    const next = await openTab(feed.url, {attributes: 'persist="local"'});
    await until(() => next.state.error);
    await next.says('Card payments fail');
    expect(next.state.cached).to.equal(true);
  });

  it('is no longer of an earlier page once the feed says it again', async () => {
    const {feed, tab} = await visit('');
    tab.close();
    const next = await openTab(feed.url);
    await until(() => next.state.connection === 'live' && !next.state.cached);
    await next.says('Card payments fail');
    expect(next.text).not.to.contain('confirmed');
  });

  it('is nothing where persist names no place, and the feed is shown as ever', async () => {
    const {tab, session, local} = await visit('persist="cookie"');
    await tab.says('Card payments fail');
    expect([session, local]).to.deep.equal([false, false]);
    expect(tab.complaints).to.deep.equal([]);
  });

  it('is nothing where storage is forbidden or full, and that is no trouble', async () => {
    const forbidden = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const {tab} = await visit('', (window) => {
      Object.defineProperty(window, 'sessionStorage', {configurable: true, get: forbidden});
      Object.defineProperty(window, 'localStorage', {configurable: true, get: forbidden});
    });
    await tab.says('Card payments fail');
    expect(tab.complaints).to.deep.equal([]);
    const full = await visit('', (window) =>
      Object.assign(window.Storage.prototype, {setItem: forbidden}),
    );
    await full.tab.says('Card payments fail');
    expect([full.session, full.tab.complaints.length]).to.deep.equal([false, 0]);
  });
});
