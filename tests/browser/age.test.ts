import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageIndicator} from '../../src/define/indicator.ts';
import {at, feedOf, read, rendered, troubled, until} from '../support/page.ts';

// How old the news is stands once on a page, where somebody reads it.

const AGE = 'Our status service is silent. Last confirmed';
const old = () => troubled({ext: {generated_at: at(-10)}});

/** The elements of a page that say how old the news is. */
const speakers = (place: ParentNode) =>
  [...place.querySelectorAll('outage-banner,outage-notice,outage-indicator')].filter((one) =>
    read(one).includes(AGE),
  );

describe('the age of the news', () => {
  it('stands in one of several indicators, and in the next when that one goes', async () => {
    const feed = await feedOf(old());
    const place = await fixture(
      html`<p>
        <outage-indicator src=${feed.url}></outage-indicator>
        <outage-indicator src=${feed.url}></outage-indicator>
        <outage-indicator src=${feed.url}></outage-indicator>
      </p>`,
    );
    const [first, second] = place.children;
    await feed.arrived();
    expect(speakers(place)).to.deep.equal([first]);
    first!.remove();
    await rendered();
    expect(speakers(place)).to.deep.equal([second]);
  });

  it('stands in the banner rather, then beside a feature', async () => {
    const feed = await feedOf(old());
    const place = await fixture<HTMLElement>(
      html`<div>
        <outage-indicator src=${feed.url}></outage-indicator>
        <outage-notice src=${feed.url} component="Payments"></outage-notice>
        <outage-banner src=${feed.url}></outage-banner>
      </div>`,
    );
    const [, notice, banner] = place.children;
    await feed.arrived();
    await until(() => speakers(place).length === 1);
    expect(speakers(place)).to.deep.equal([banner]);
    banner!.remove();
    await rendered();
    expect(speakers(place)).to.deep.equal([notice]);
  });

  for (const hidden of ['display: none', 'visibility: hidden', 'opacity: 0']) {
    it(`is not left to an indicator in a menu that is closed by ${hidden}`, async () => {
      const feed = await feedOf(old());
      const place = await fixture<HTMLElement>(
        html`<div>
          <nav><outage-indicator src=${feed.url}></outage-indicator></nav>
          <p><outage-indicator src=${feed.url}></outage-indicator></p>
        </div>`,
      );
      const [menu, text] = place.children as HTMLCollectionOf<HTMLElement>;
      menu!.style.cssText = hidden;
      await feed.arrived();
      // It is seen at the next tick of the clock.
      document.dispatchEvent(new Event('visibilitychange'));
      await rendered();
      expect(speakers(text!)).to.deep.equal([text!.firstElementChild]);
    });
  }

  it('stays with its feed when an element turns to another one', async () => {
    const [feed, other] = [await feedOf(old()), await feedOf(old())];
    const place = await fixture(
      html`<p>
        <outage-indicator src=${feed.url}></outage-indicator>
        <outage-indicator src=${feed.url}></outage-indicator>
      </p>`,
    );
    const [first, second] = place.children as HTMLCollectionOf<OutageIndicator>;
    await feed.arrived();
    first!.src = other.url;
    await other.arrived();
    expect(speakers(place)).to.deep.equal([first, second]);
  });
});
