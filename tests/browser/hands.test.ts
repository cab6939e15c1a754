import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageBanner} from '../../src/define/banner.ts';
import {
  afterwards,
  button,
  incident,
  feedOf,
  isAbsent,
  page,
  read,
  rendered,
  replace,
  troubled,
  until,
} from '../support/page.ts';

// Somebody's hand is on the page: nothing moves under it. The events are those that browsers send.

const key = (type: 'keydown' | 'keyup', code: string) =>
  void dispatchEvent(new KeyboardEvent(type, {code}));

const pointer = (type: string, details = {}) =>
  void dispatchEvent(new PointerEvent(type, {pointerId: 7, buttons: 1, ...details}));

/** Ms pass, by the clock that says how long something is held. */
function pass(ms: number) {
  const now = performance.now.bind(performance);
  replace(performance, 'now', () => now() + ms);
}

/** A banner on a page that is well. */
async function quietBanner() {
  const feed = await feedOf(page());
  const banner = await fixture<OutageBanner>(html`<outage-banner src=${feed.url}></outage-banner>`);
  await feed.arrived();
  afterwards(() => dispatchEvent(new Event('blur')));
  return {feed, banner};
}

describe('news', () => {
  it('comes once all keys are up', async () => {
    const {feed, banner} = await quietBanner();
    key('keydown', 'KeyA');
    key('keydown', 'KeyB');
    key('keyup', 'KeyA');
    await feed.say(troubled());
    await rendered();
    expect(isAbsent(banner)).to.equal(true);
    key('keyup', 'KeyB');
    await until(() => read(banner).includes('Card payments fail'));
  });

  for (const [how, release] of Object.entries<() => unknown>({
    'goes up': () => pointer('pointerup', {buttons: 0}),
    'becomes a gesture of the browser': () => pointer('pointercancel'),
    'comes back without its button, released elsewhere': () => pointer('pointermove', {buttons: 0}),
    'is on another page': () => dispatchEvent(new Event('blur')),
    'leaves a page that is hidden': () => document.dispatchEvent(new Event('visibilitychange')),
  })) {
    it(`comes once the pointer ${how}`, async () => {
      const {feed, banner} = await quietBanner();
      pointer('pointerdown');
      pointer('pointermove');
      await feed.say(troubled());
      expect(isAbsent(banner)).to.equal(true);
      release();
      await until(() => read(banner).includes('Card payments fail'));
    });
  }

  it('lets a touch become a click before', async () => {
    const {feed, banner} = await quietBanner();
    pointer('pointerdown');
    await feed.say(troubled());
    pointer('pointerup');
    await new Promise((resolve) => setTimeout(resolve));
    expect(isAbsent(banner)).to.equal(true);
    await until(() => !isAbsent(banner));
  });

  it('does not wait for a key that repeats for ever', async () => {
    const {feed, banner} = await quietBanner();
    key('keydown', 'KeyA');
    pass(11_000);
    dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyA', repeat: true}));
    await feed.say(troubled());
    await until(() => !isAbsent(banner));
  });

  it('comes at once to the banner that has the focus', async () => {
    const {feed, banner} = await quietBanner();
    await feed.say(troubled());
    await until(() => !isAbsent(banner));
    button(banner, 'Show less').focus();
    key('keydown', 'KeyA');
    await feed.say(troubled({}, incident({name: 'Everything fails'})));
    expect(read(banner)).to.contain('Everything fails');
  });

  it('is not held back by a key whose release was never heard, as after ⌘C', async () => {
    const {feed, banner} = await quietBanner();
    key('keydown', 'MetaLeft');
    key('keydown', 'KeyC');
    key('keyup', 'MetaLeft');
    pass(60_000);
    key('keydown', 'KeyA');
    key('keyup', 'KeyA');
    await feed.say(troubled());
    await until(() => read(banner).includes('Card payments fail'));
  });
});
