import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageBanner} from '../../src/define/banner.ts';
import {afterwards, feedOf, isAbsent, page, rendered, troubled, until} from '../support/page.ts';

// A banner over the edge of the window, and what a page has of it.

const root = document.documentElement;

/** A banner that lies over this page, and its feed. */
async function overlayOf(document = troubled()) {
  const feed = await feedOf(document);
  const banner = await fixture<OutageBanner>(
    html`<outage-banner src=${feed.url} layout="overlay"></outage-banner>`,
  );
  await feed.arrived();
  await until(() => banner.hasAttribute('placed'));
  return {feed, banner};
}

/** Makes the page higher than its window, for the rest of the test. */
function makeLong() {
  const filler = document.createElement('div');
  filler.style.blockSize = '3000px';
  document.body.append(filler);
  afterwards(() => filler.remove());
  return filler;
}

/** Whether two elements lie over each other. */
function overlap(a: Element, b: Element) {
  const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

const room = () => parseFloat(root.style.paddingBlockEnd) || 0;

describe('a banner over the page', () => {
  it('does not lie over another one', async () => {
    makeLong();
    const {banner: first} = await overlayOf();
    const {banner: second} = await overlayOf();
    await rendered();
    expect(overlap(first, second)).to.equal(false);
  });

  it('leaves room for another one when it goes', async () => {
    makeLong();
    const {banner: first} = await overlayOf();
    const {banner: second} = await overlayOf();
    await until(() => room() > 0);
    second.remove();
    await rendered();
    expect(room()).to.be.greaterThan(first.offsetHeight);
    first.remove();
    await rendered();
    expect(room()).to.equal(0);
  });

  it('stays hidden when the page hides it', async () => {
    const {banner} = await overlayOf();
    banner.hidden = true;
    expect(isAbsent(banner)).to.equal(true);
  });

  it('makes room at the end of a page that scrolls, and none on one that does not', async () => {
    const filler = makeLong();
    const {banner} = await overlayOf();
    await until(() => room() > banner.offsetHeight);
    filler.remove();
    await until(() => room() === 0);
    expect(root.scrollHeight).to.be.most(innerHeight + 1);
  });

  it('makes no room at the lower edge while it lies at the upper one', async () => {
    const bar = await fixture<HTMLElement>(html`<button>Send</button>`);
    bar.style.cssText = 'position: fixed; inset: 60vh 0 0; inline-size: 100%';
    const {banner} = await overlayOf();
    await rendered();
    expect(banner.getBoundingClientRect().bottom).to.be.lessThan(innerHeight / 2 + 1);
    makeLong();
    await rendered();
    await rendered();
    expect(room()).to.equal(0);
  });

  it('gives way to what takes the focus, and is no control', async () => {
    makeLong();
    const {banner} = await overlayOf();
    const {top, left, width} = banner.getBoundingClientRect();
    const heading = await fixture<HTMLElement>(html`<h2 tabindex="-1">Invoices</h2>`);
    heading.style.cssText = `position: fixed; top: ${top}px; left: ${left}px; width: ${width}px`;
    expect(overlap(banner, heading)).to.equal(true);
    await rendered();
    heading.focus();
    await rendered();
    expect(overlap(banner, heading)).to.equal(false);
  });

  it('gives way to what has the focus, as it grows', async () => {
    makeLong();
    const {banner} = await overlayOf();
    await rendered();
    const {top, left, width, height} = banner.getBoundingClientRect();
    const field = await fixture<HTMLInputElement>(html`<input aria-label="A field" />`);
    field.style.cssText = `position: fixed; top: ${top - 22}px; left: ${left}px; width: ${width}px; height: 20px; box-sizing: border-box`;
    field.focus();
    await rendered();
    expect(banner.getBoundingClientRect().top).to.equal(top);
    banner.style.fontSize = '24px';
    await until(() => banner.offsetHeight > height + 2);
    await rendered();
    expect(overlap(banner, field)).to.equal(false);
  });

  it('lets a page whose root has a height of its own keep it', async () => {
    makeLong();
    root.style.blockSize = '100%';
    afterwards(() => root.style.removeProperty('block-size'));
    await overlayOf();
    await until(() => root.style.scrollPaddingBlockEnd !== '');
    expect(room()).to.equal(0);
  });

  it('writes to the root when something changes, and when the page has wiped it clean', async () => {
    makeLong();
    const {banner} = await overlayOf();
    await rendered();
    const written = new MutationObserver(() => {});
    written.observe(root, {attributes: true, attributeFilter: ['style']});
    afterwards(() => written.disconnect());
    banner.requestUpdate();
    await rendered();
    expect(written.takeRecords()).to.deep.equal([]);
    root.removeAttribute('style');
    banner.requestUpdate();
    await rendered();
    expect(room()).to.be.greaterThan(0);
  });

  it('keeps its place when the page moves it while a key is held', async () => {
    const {banner} = await overlayOf();
    // Another element watches the page's input meanwhile.
    const main = await fixture(html`<main><outage-notice component="API"></outage-notice></main>`);
    dispatchEvent(new KeyboardEvent('keydown', {code: 'Enter'}));
    main.append(banner);
    await rendered();
    expect(getComputedStyle(banner).position).to.equal('fixed');
    dispatchEvent(new KeyboardEvent('keyup', {code: 'Enter'}));
  });

  it('gives the page’s own room back', async () => {
    root.style.scrollPaddingBlockEnd = '40px';
    afterwards(() => root.style.removeProperty('scroll-padding-block-end'));
    makeLong();
    const {banner} = await overlayOf();
    await until(() => root.style.scrollPaddingBlockEnd !== '40px');
    banner.layout = 'flow';
    await until(() => !banner.hasAttribute('placed'));
    expect(root.style.scrollPaddingBlockEnd).to.equal('40px');
  });

  it('leaves no trace on the page when all is well again', async () => {
    const before = root.getAttribute('style') ?? '';
    makeLong();
    const {banner, feed} = await overlayOf();
    banner.linger = 0;
    await until(() => room() > 0);
    await feed.say(page());
    await until(() => isAbsent(banner));
    expect(root.getAttribute('style') ?? '').to.equal(before);
  });
});
