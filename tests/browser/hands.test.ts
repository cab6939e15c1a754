import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageBanner} from '../../src/define/banner.ts';
import {
  afterwards,
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

  it('is not held back by a key whose release was never heard, as after ⌘C', async () => {
    const {feed, banner} = await quietBanner();
    key('keydown', 'MetaLeft');
    key('keydown', 'KeyC');
    key('keyup', 'MetaLeft');
    const later = performance.now() + 60_000;
    replace(performance, 'now', () => later);
    key('keydown', 'KeyA');
    key('keyup', 'KeyA');
    await feed.say(troubled());
    await until(() => read(banner).includes('Card payments fail'));
  });
});
