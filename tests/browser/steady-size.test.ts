import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageBanner} from '../../src/define/banner.ts';
import type {OutageNotice} from '../../src/define/notice.ts';
import {
  button,
  feedOf,
  incident,
  isAbsent,
  isOpen,
  page,
  part,
  rendered,
  replace,
  troubled,
  until,
  update,
} from '../support/page.ts';

// The box of an element does not shrink while its words change, and does not catch a click that was
// meant for what stood there before.

const LONG = 'Our card provider rejects requests, and we are moving to a second one. '.repeat(8);
const told = (words: string) => troubled({}, incident({incident_updates: [update(words, words)]}));

async function noticeOf(words: string) {
  const feed = await feedOf(told(words));
  const notice = await fixture<OutageNotice>(
    html`<outage-notice src=${feed.url} component="Payments"></outage-notice>`,
  );
  await feed.arrived();
  await until(() => notice.offsetHeight > 0);
  await rendered();
  return {feed, notice};
}

async function quietBanner() {
  const feed = await feedOf(page());
  const banner = await fixture<OutageBanner>(html`<outage-banner src=${feed.url}></outage-banner>`);
  await feed.arrived();
  return {feed, banner};
}

/** A click, as a pointer or a key makes it. */
function click(target: Element, by: 'pointer' | 'key'): Event {
  const event = new MouseEvent('click', {
    bubbles: true,
    cancelable: true,
    composed: true,
    detail: by === 'pointer' ? 1 : 0,
  });
  target.dispatchEvent(event);
  return event;
}

/** Whatever grows from now on has grown long ago. */
function growLongAgo() {
  const now = performance.now.bind(performance);
  replace(performance, 'now', () => now() - 60_000);
}

describe('the box of an element', () => {
  it('keeps its height while its words become fewer', async () => {
    const {feed, notice} = await noticeOf(LONG);
    const {offsetHeight} = notice;
    await feed.say(told('Short.'));
    await rendered();
    expect(notice.offsetHeight).to.equal(offsetHeight);
  });

  it('grows with its words', async () => {
    const {feed, notice} = await noticeOf('Short.');
    const {offsetHeight} = notice;
    await feed.say(told(LONG));
    await until(() => notice.offsetHeight > offsetHeight + 10);
  });

  it('fits its words again when its width changes', async () => {
    const {feed, notice} = await noticeOf(LONG);
    const {offsetHeight} = notice;
    await feed.say(told('Short.'));
    notice.style.inlineSize = '95%';
    await until(() => notice.offsetHeight < offsetHeight - 10);
  });

  it('fits its words again when it is moved in its page', async () => {
    const {feed, notice} = await noticeOf(LONG);
    const {offsetHeight} = notice;
    await feed.say(told('Short.'));
    (await fixture<HTMLElement>(html`<div style="inline-size: 95%"></div>`)).append(notice);
    await until(() => notice.offsetHeight < offsetHeight - 10);
  });

  it('fits its words again after a click on it', async () => {
    growLongAgo();
    const {feed, notice} = await noticeOf(LONG);
    const {offsetHeight} = notice;
    await feed.say(told('Short.'));
    click(part(notice, 'text'), 'pointer');
    await until(() => notice.offsetHeight < offsetHeight - 10);
  });

  it('keeps its height after a click that changed nothing', async () => {
    growLongAgo();
    const {feed, notice} = await noticeOf(LONG);
    const {offsetHeight} = notice;
    click(part(notice, 'text'), 'pointer');
    await rendered();
    await feed.say(told('Short.'));
    await rendered();
    expect(notice.offsetHeight).to.equal(offsetHeight);
  });
});

describe('a click', () => {
  it('that was meant for the page does not reach a banner that has just come', async () => {
    const {feed, banner} = await quietBanner();
    const clicks: Event[] = [];
    banner.addEventListener('click', (event) => clicks.push(event));
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    const fold = button(banner, 'Show less');
    const {defaultPrevented} = click(fold, 'pointer');
    await rendered();
    expect(clicks).to.deep.equal([]);
    expect(defaultPrevented, 'a link would be followed').to.equal(true);
    expect(isOpen(fold)).to.equal(true);
  });

  it('does not reach one that has come again, as large as before', async () => {
    const now = performance.now.bind(performance);
    let ago = 60_000;
    replace(performance, 'now', () => now() - ago);
    const {feed, banner} = await quietBanner();
    banner.linger = 0;
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    await feed.say(page());
    await until(() => isAbsent(banner));
    ago = 0;
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    expect(click(button(banner, 'Show less'), 'pointer').defaultPrevented).to.equal(true);
  });

  it('of the keyboard is meant for what it reaches', async () => {
    const {feed, banner} = await quietBanner();
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    const fold = button(banner, 'Show less');
    click(fold, 'key');
    await until(() => !isOpen(fold));
  });

  it('reaches a banner that stands there for a while', async () => {
    growLongAgo();
    const {feed, banner} = await quietBanner();
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    const fold = button(banner, 'Show less');
    click(fold, 'pointer');
    await until(() => !isOpen(fold));
  });

  it('reaches a banner that grew by an earlier one', async () => {
    const now = performance.now.bind(performance);
    let ago = 60_000;
    replace(performance, 'now', () => now() - ago);
    const {feed, banner} = await quietBanner();
    await feed.say(told('Short.'));
    await until(() => !isAbsent(banner));
    await rendered();
    ago = 0;
    const summary = button(banner, 'Details');
    const {offsetHeight} = banner;
    click(summary, 'pointer');
    await until(() => banner.offsetHeight > offsetHeight + 10);
    await rendered();
    click(summary, 'pointer');
    expect(isOpen(summary)).to.equal(false);
    await until(() => banner.offsetHeight === offsetHeight);
  });
});
