// The room that the elements take: they answer to the place they stand in, and not to the window.
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {page} from '../support/page.ts';
import {
  all,
  at,
  button,
  component,
  feedOf,
  incident,
  one,
  part,
  press,
  read,
  rendered,
  replace,
  travelToNoon,
  troubled,
  until,
} from '../support/page.ts';

/** The lines on the console from the first banner of this page on. */
const lines: string[] = [];
console.info = (...words: unknown[]) => void lines.push(words.join(' '));

const WIDTHS = [180, 240, 288, 320, 358, 390, 448, 600, 760];

const rich = (more = {}) =>
  incident({
    shortlink: 'https://status.acme.example/i/1',
    ext: {next_update_at: at(25), workaround: 'Pay by bank transfer.'},
    ...more,
  });

/** A title that names nothing of what is affected, and is a line long. */
const unnamed = (name = 'Some requests time out', names = ['Payments', 'Search']) =>
  troubled(
    {components: names.map((one) => component(one, 'partial_outage'))},
    rich({name, components: names.map((one) => component(one, 'partial_outage'))}),
  );

/** All three elements in a column of this width. */
async function within(width: number, document: ReturnType<typeof page> = troubled({}, rich())) {
  const feed = await feedOf(document);
  const around = await fixture<HTMLElement>(html`
    <div style=${`font: 16px/24px sans-serif; inline-size: ${width}px`}>
      <outage-banner src=${feed.url}></outage-banner>
      <outage-notice src=${feed.url} component="payments"></outage-notice>
      <outage-indicator src=${feed.url} component="payments"></outage-indicator>
    </div>
  `);
  await feed.arrived();
  const element = (name: string) => around.querySelector<HTMLElement>(`outage-${name}`)!;
  return {feed, around, banner: element('banner'), notice: element('notice'), element};
}

/** The boxes of the lines in which something is written. */
function linesOf(node: Node): DOMRect[] {
  const range = node.ownerDocument!.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].filter(({width}) => width > 1);
}

/** How many lines are seen of a text in a box. */
function seenLines(box: Element): number {
  const {top, bottom} = box.getBoundingClientRect();
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const middles: number[] = [];
  while (texts.nextNode()) {
    for (const line of linesOf(texts.currentNode)) {
      if (line.top < top - 4 || line.bottom > bottom + 4) continue;
      const middle = (line.top + line.bottom) / 2;
      if (middles.every((other) => Math.abs(other - middle) > 8)) middles.push(middle);
    }
  }
  return middles.length;
}

describe('room', () => {
  beforeEach(() => localStorage.clear());
  beforeEach(travelToNoon);

  it('is in the flow or over the page, as the console says once', async () => {
    await within(600);
    await within(600);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/in the flow.*because.*data-layout="overlay".*layout="overlay"/);

    const feed = await feedOf(troubled());
    for (const count of [1, 2]) {
      document.body.style.display = 'flex';
      const banner = document.createElement('outage-banner');
      banner.src = feed.url;
      document.body.prepend(banner);
      await until(() => banner.getAttribute('placed') === 'overlay');
      banner.remove();
      document.body.style.display = '';
      expect(lines, `after ${count}`).to.have.length(2);
    }
    expect(lines[1]).to.match(/over the page, because the body is a flex row.*data-layout="flow"/);
  });

  for (const width of WIDTHS) {
    describe(`of ${width} px in a window of any width`, () => {
      it('breaks no word, and needs no sideways scrolling', async () => {
        const {around, element} = await within(width);
        expect(around.scrollWidth).to.equal(width);
        for (const name of ['banner', 'notice', 'indicator']) {
          const texts = document.createTreeWalker(element(name).shadowRoot!, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode as Text;
            if (!text.parentElement?.checkVisibility() || text.parentElement.closest('style'))
              continue;
            for (const {index, 0: word} of text.data.matchAll(/[\p{L}\p{N}’]+/gu)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              const tops = [...range.getClientRects()].map(({top}) => Math.round(top));
              expect(new Set(tops).size, `"${word}" in ${name}`).to.be.at.most(1);
            }
          }
        }
      });

      it('has each sentence and each fact whole, or not at all', async () => {
        const {banner} = await within(width, unnamed());
        const shown: string[] = [];
        for (const box of ['.headline', '.facts']) {
          const {top, bottom} = one(banner, box).getBoundingClientRect();
          const texts = all(banner, box === '.facts' ? '.facts > span' : '[part=text] > span');
          for (const text of texts.filter((one) => one.checkVisibility())) {
            // What flows in a line has no width of its own.
            const isBox = text.clientWidth > 0;
            if (isBox) expect(text.scrollWidth, read(text)).to.be.at.most(text.clientWidth + 1);
            const within = linesOf(text).map(
              (line) => line.top >= top - 4 && line.bottom <= bottom + 4,
            );
            expect(new Set(within).size, read(text)).to.equal(1);
            if (within[0]) shown.push(read(text));
          }
        }
        // A title of two lines leaves no room for a sentence on a phone.
        const hasRoom = linesOf(part(banner, 'title')).length === 1;
        if (hasRoom) expect(shown[0]).to.equal('Affects Payments and Search.');
        expect(shown.join()).to.contain('Next update by');
      });
    });
  }

  it('is a row for the icon and the button in a narrow column, above the words', async () => {
    for (const [width, isAbove] of [
      [180, true],
      [600, false],
    ] as const) {
      const {banner} = await within(width);
      const [icon, title] = ['icon', 'title'].map((name) =>
        part(banner, name).getBoundingClientRect(),
      );
      expect(title!.top >= icon!.bottom, `${width} px`).to.equal(isAbove);
    }
  });

  it('is two lines of text and a row of facts at most, and one line when it is folded', async () => {
    const {banner} = await within(760);
    expect(banner.offsetHeight).to.be.at.most(96);
    expect(seenLines(one(banner, '.headline'))).to.be.at.most(2);
    expect(seenLines(one(banner, '.facts'))).to.equal(1);
    await press(part(banner, 'dismiss'));
    expect(banner.offsetHeight).to.be.within(40, 48);
  });

  for (const width of [390, 760]) {
    it(`is two lines for the longest title at ${width} px, of which "Show all" shows the rest`, async () => {
      const title = 'Requests time out for customers who signed in with a security key '.repeat(3);
      const {banner} = await within(
        width,
        troubled({}, incident({name: title.slice(0, 190), incident_updates: []})),
      );
      await until(() => all(banner, 'summary').length > 0);
      expect(banner.offsetHeight).to.be.at.most(96);
      expect(seenLines(one(banner, '.headline'))).to.be.at.most(2);
      const before = banner.offsetHeight;
      await press(button(banner, 'Show all'));
      await rendered();
      expect(banner.offsetHeight).to.be.above(before);
      const headline = one(banner, '.headline').getBoundingClientRect();
      for (const line of linesOf(one(banner, '.headline'))) {
        expect(line.bottom).to.be.at.most(headline.bottom + 4);
      }
    });
  }

  for (const width of [390, 760]) {
    it(`grows below the word that opens the details, which stays where it is: ${width} px`, async () => {
      const {banner} = await within(width, troubled({}, rich({name: 'Payments fail'})));
      const toggle = button(banner, 'Details');
      const before = toggle.getBoundingClientRect();
      await press(toggle);
      const after = toggle.getBoundingClientRect();
      // WebKitGTK knows no box of its own for what details hold.
      if (CSS.supports('selector(::details-content)')) {
        expect([after.left, after.top]).to.deep.equal([before.left, before.top]);
      }
      expect(one(banner, '.panel').getBoundingClientRect().top).to.be.at.least(after.bottom - 1);
    });
  }

  for (const [what, marks] of [
    ['ninety marks on one letter', '\u0351'.repeat(90)],
    ['marks above and below', '\u0310\u0323'.repeat(40)],
  ]) {
    it(`is no higher for ${what}`, async () => {
      const heights: number[][] = [];
      for (const name of ['Zalgo fails', `Z${marks}algo fails`]) {
        const body = `${name} for everyone.`;
        const updates = [{id: 'u', status: 'identified', body, display_at: at(-1)}];
        const {banner, notice, around} = await within(
          600,
          troubled({}, incident({name, incident_updates: updates})),
        );
        heights.push([banner.offsetHeight, notice.offsetHeight]);
        expect(around.scrollWidth).to.equal(600);
      }
      expect(heights[1]).to.deep.equal(heights[0]);
    });
  }

  it('is the sum of all banners for the page’s own CSS, and follows their size', async () => {
    const {around, banner, feed} = await within(600);
    const second = document.createElement('outage-banner');
    second.src = feed.url;
    around.append(second);
    await until(() => second.offsetHeight > 0);
    const said = () =>
      parseFloat(
        getComputedStyle(document.documentElement).getPropertyValue('--outage-banner-block-size'),
      );
    const sum = () => banner.getBoundingClientRect().height + second.getBoundingClientRect().height;
    await until(() => Math.abs(said() - sum()) < 1, 'both are counted');
    const wide = sum();
    around.style.inlineSize = '240px';
    await until(() => sum() > wide && Math.abs(said() - sum()) < 1, 'a narrow column is counted');
    second.remove();
    await until(
      () => Math.abs(said() - banner.getBoundingClientRect().height) < 1,
      'one is counted',
    );
    around.remove();
    await until(() => !(said() > 0), 'none is counted');
  });

  describe('that has just been taken', () => {
    /** A banner that has grown at one second of the page's life, by a clock that stands still. */
    async function justGrown() {
      replace(performance, 'now', () => 1_000);
      const {banner} = await within(600, troubled({}, incident({impact: 'minor', components: []})));
      await until(() => one(banner, '.box').style.minBlockSize !== '');
      return banner;
    }

    /** A click by a pointer, so many ms after that. */
    function clickAfter(ms: number, target: HTMLElement) {
      const event = new MouseEvent('click', {
        bubbles: true,
        cancelable: true,
        composed: true,
        detail: 1,
      });
      Object.defineProperty(event, 'timeStamp', {value: 1_000 + ms});
      target.dispatchEvent(event);
      return event;
    }

    it('takes no click that was aimed at what stood there before', async () => {
      const banner = await justGrown();
      expect(clickAfter(300, part(banner, 'dismiss')).defaultPrevented).to.equal(true);
      expect(clickAfter(300, button(banner, 'Details')).defaultPrevented).to.equal(true);
      await rendered();
      expect(read(banner)).to.contain('Card payments fail');
      clickAfter(600, part(banner, 'dismiss'));
      await until(() => banner.offsetHeight === 0 || part(banner, 'banner').matches('.folded'));
    });
  });
});
