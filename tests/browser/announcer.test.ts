import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {
  afterwards,
  component,
  feedOf,
  fold,
  incident,
  page,
  replace,
  troubled,
  update,
} from '../support/page.ts';
import {stopTime} from '../support/time.ts';

type Notifying = {ariaNotify: unknown};

/** Everything a screen reader is told, with the seconds since the first word. */
function listen() {
  const said: {text: string; priority: string; where: string; at: number}[] = [];
  replace(
    Element.prototype as unknown as Notifying,
    'ariaNotify',
    function (this: Element, text: string, {priority}: {priority: string}) {
      said.push({text, priority, where: this.localName, at: Date.now()});
    },
  );
  return {
    words: () => said.map(({text, priority}) => fold(`${priority}: ${text}`)),
    where: () => said.map(({where}) => where),
    /** Seconds between one announcement and the next. */
    pauses: () => said.slice(1).map(({at}, index) => (at - said[index]!.at) / 1000),
  };
}

/** A page with everything that could speak. */
async function pageOf(document: ReturnType<typeof page>) {
  const time = stopTime();
  const feed = await feedOf(document);
  await fixture(html`
    <outage-feed src=${feed.url}>
      <outage-banner></outage-banner>
      <outage-notice component="payments"></outage-notice>
      <outage-notice component="payments, search"></outage-notice>
      <outage-notice component="payments"></outage-notice>
      <outage-indicator></outage-indicator>
    </outage-feed>
  `);
  await feed.arrived();
  return {feed, time};
}

const hide = (state: 'hidden' | 'visible') => {
  replace(Document.prototype, 'visibilityState', state);
  document.dispatchEvent(new Event('visibilitychange'));
};

const critical = (more = {}) => incident({impact: 'critical', ...more});
const PARTIAL = 'normal: Partial outage: Card payments fail. We know why and are fixing it.';
const MAJOR = 'Major outage: Card payments fail. We know why and are fixing it.';

describe('announcer', () => {
  // Whether the window of the browser that tests is in front is not its matter.
  beforeEach(() => replace(Document.prototype, 'visibilityState', 'visible'));

  it('is silent while all is well', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await time.pass(20_000);
    await feed.say(page());
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([]);
  });

  it('is silent about smaller trouble that was there first', async () => {
    const spy = listen();
    const {time} = await pageOf(troubled());
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([]);
  });

  it('tells once, without haste, of a major outage that was there first', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(troubled({}, critical()));
    await time.pass(20_000);
    await feed.say(troubled({}, critical()));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([`normal: ${MAJOR}`]);
  });

  it('tells once of a new incident that a banner and three notices show', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled());
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([PARTIAL]);
  });

  it('tells nothing for an element that a listener removes as it changes', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    for (const element of document.querySelectorAll('outage-banner, outage-notice')) {
      element.addEventListener('outage-change', () => element.remove());
    }
    await feed.say(troubled({}, critical()));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([]);
  });

  it('tells nothing again because one of several elements has nothing to show any more', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    const both = [component('Payments', 'partial_outage'), component('Search', 'partial_outage')];
    await feed.say(troubled({}, critical({components: both})));
    await time.pass(20_000);
    const components = [component('Payments'), component('Search'), component('API')];
    for (let again = 0; again < 2; again++) {
      await feed.say(troubled({components}, critical({components: [component('Search')]})));
      await time.pass(20_000);
    }
    expect(spy.words()).to.deep.equal([`high: ${MAJOR}`]);
  });

  it('tells nothing again when an element moves', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled({}, critical()));
    await time.pass(20_000);
    const provider = document.querySelector('outage-feed')!;
    for (const element of [...provider.children]) provider.append(element);
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([`high: ${MAJOR}`]);
  });

  it('interrupts only for the start of a critical one', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled({}, critical()));
    await time.pass(20_000);
    await feed.say(troubled({}, critical({status: 'monitoring'})));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([
      `high: ${MAJOR}`,
      'normal: Major outage: Card payments fail. A fix is in place. We’re checking that it holds.',
    ]);
  });

  it('tells of an update, and of the end', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled());
    await time.pass(20_000);
    await feed.say(troubled({}, incident({incident_updates: [update('upd-2', 'More.', -1)]})));
    await time.pass(20_000);
    await feed.say(page({incidents: [incident({status: 'resolved'})]}));
    await time.pass(20_000);
    const [first, second, third, ...more] = spy.words();
    expect([first, second]).to.deep.equal([PARTIAL, 'normal: New update on Card payments fail.']);
    expect(third).to.match(/^normal: Resolved: Card payments fail\./);
    expect(more).to.deep.equal([]);
  });

  it('does not call an end what is only not listed any more', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(troubled());
    await feed.say(page());
    await time.pass(20_000);
    expect(spy.words().length).to.equal(1);
    expect(spy.words()[0]).to.match(/^normal: No longer reported: Card payments fail\.$/);
  });

  it('tells of a red component that no incident explains', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(page({components: [component('Payments', 'major_outage')]}));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([
      'high: Major outage: Payments. We know about it and we’re on it.',
    ]);
  });

  it('does not repeat what only grows older', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(troubled({}, critical()));
    await time.pass(20_000);
    for (let minute = 0; minute < 3; minute++) {
      await feed.say(troubled({}, critical()));
      await time.pass(10_000);
    }
    expect(spy.words().length).to.equal(1);
  });

  it('does not repeat it for an element that comes later', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled({}, critical()));
    await time.pass(20_000);
    await fixture(html`<outage-banner src=${feed.url}></outage-banner>`);
    await time.pass(20_000);
    expect(spy.words().length).to.equal(1);
  });

  it('waits ten seconds between two, and then tells the newest', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await feed.say(troubled());
    await time.pass(2_000);
    await feed.say(troubled({}, incident({status: 'monitoring'})));
    await time.pass(2_000);
    await feed.say(page({incidents: [incident({status: 'resolved'})]}));
    await time.pass(2_000);
    expect(spy.words()).to.deep.equal([PARTIAL]);
    await time.pass(30_000);
    expect(spy.words().length).to.equal(2);
    expect(spy.words()[1]).to.match(/^normal: Resolved/);
    expect(spy.pauses()).to.deep.equal([10]);
  });

  it('does not let the start of a critical one be pushed out', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    await time.pass(2_000);
    await feed.say(troubled({}, critical()));
    await feed.say(troubled({}, critical(), incident({id: 'other', name: 'Refunds fail'})));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([`high: ${MAJOR}`]);
  });

  it('is silent while nobody looks, and tells the newest then', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    hide('hidden');
    await feed.say(troubled());
    await time.pass(20_000);
    await feed.say(troubled({}, incident({status: 'monitoring'})));
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([]);
    hide('visible');
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([
      'normal: Partial outage: Card payments fail. A fix is in place. We’re checking that it holds.',
    ]);
  });

  it('speaks inside a modal dialog, where it can be heard', async () => {
    const spy = listen();
    const {time, feed} = await pageOf(page());
    const dialog = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
    dialog.showModal();
    await feed.say(troubled());
    await time.pass(20_000);
    dialog.close();
    await feed.say(page());
    await time.pass(20_000);
    expect(spy.where()).to.deep.equal(['dialog', 'body']);
  });

  it('speaks the language of its element', async () => {
    const spy = listen();
    const time = stopTime();
    const feed = await feedOf(page());
    await fixture(html`<div lang="fr"><outage-banner src=${feed.url}></outage-banner></div>`);
    await feed.arrived();
    await feed.say(troubled());
    await time.pass(20_000);
    expect(spy.words()).to.deep.equal([PARTIAL]);
  });

  describe('without ariaNotify', () => {
    const regions = (parent: Element = document.body) =>
      [...parent.children].filter(({ariaLive}) => ariaLive !== null) as HTMLElement[];

    beforeEach(() => {
      replace(Element.prototype as unknown as Notifying, 'ariaNotify', undefined);
      for (const region of regions()) region.remove();
    });

    it('fills a polite region that was there before, and empties it', async () => {
      const {time, feed} = await pageOf(page());
      await feed.say(troubled());
      await time.pass(1_000);
      const [region, ...more] = regions();
      expect(more).to.deep.equal([]);
      expect(region!.ariaLive).to.equal('polite');
      expect(region!.ariaAtomic).to.equal('true');
      expect(region!.textContent).to.equal('');
      await time.pass(500);
      expect(`normal: ${region!.textContent}`).to.equal(PARTIAL);
      await time.pass(9_000);
      expect(region!.textContent).to.equal('');
    });

    it('uses the same region again', async () => {
      const {time, feed} = await pageOf(page());
      await feed.say(troubled());
      await time.pass(20_000);
      const before = regions();
      await feed.say(troubled({}, incident({status: 'monitoring'})));
      await time.pass(11_500);
      expect(regions().length).to.equal(1);
      expect(regions()[0] === before[0]).to.equal(true);
    });

    it('interrupts for the start of a critical one', async () => {
      const {time, feed} = await pageOf(page());
      await feed.say(troubled({}, critical()));
      await time.pass(1_500);
      expect(
        regions().map(({ariaLive, textContent}) => `${ariaLive}: ${textContent}`),
      ).to.deep.equal([`assertive: ${MAJOR}`]);
    });

    it('neither shows nor makes the page longer or wider, however long the sentence', async () => {
      // A page exactly as large as its window; what speaks lies beside its flow.
      document.body.style.cssText = 'margin: 0; block-size: 100vh';
      afterwards(() => document.body.removeAttribute('style'));
      const time = stopTime();
      const feed = await feedOf(page());
      const layer = await fixture<HTMLElement>(
        html`<div><outage-banner src=${feed.url}></outage-banner></div>`,
      );
      layer.style.cssText = 'position: fixed; inset: 0; overflow: auto';
      await feed.arrived();
      const root = document.documentElement;
      const size = () => [root.scrollWidth, root.scrollHeight].join(' × ');
      const before = size();
      await feed.say(troubled({}, incident({name: 'Payments fail '.repeat(14).trim()})));
      await time.pass(1_500);
      const [region] = regions();
      expect(region!.textContent).to.contain('Payments fail Payments fail');
      expect(size()).to.equal(before);
      expect(getComputedStyle(region!).clipPath).to.equal('inset(50%)');
    });

    it('speaks inside a modal dialog', async () => {
      const {time, feed} = await pageOf(page());
      const dialog = await fixture<HTMLDialogElement>(html`<dialog></dialog>`);
      dialog.showModal();
      await feed.say(troubled());
      await time.pass(1_500);
      expect(regions(dialog).map(({textContent}) => `normal: ${textContent}`)).to.deep.equal([
        PARTIAL,
      ]);
      expect(regions()).to.deep.equal([]);
    });
  });

  it('passes the accessibility audit with its regions', async () => {
    replace(Element.prototype as unknown as Notifying, 'ariaNotify', undefined);
    const {time, feed} = await pageOf(page());
    await feed.say(troubled({}, critical()));
    await time.pass(1_500);
    time.resume();
    for (const region of document.body.children) {
      if (region.ariaLive) await expect(region).to.be.accessible();
    }
  });
});
