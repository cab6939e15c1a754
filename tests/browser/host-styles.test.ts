// What a page hands down to our elements, and what they make of it.
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {
  all,
  component,
  feedOf,
  incident,
  page,
  part,
  read,
  troubled,
  until,
} from '../support/page.ts';

/** What toolbars, headings, menus and fancy headlines hand down to what stands in them. */
const INHERITED: Record<string, string> = {
  'white-space': 'nowrap',
  'text-transform': 'uppercase',
  'text-indent': '40px',
  'letter-spacing': '4px',
  'word-spacing': '8px',
  'font-style': 'italic',
  'text-shadow': '1px 1px 2px red',
  'text-align': 'center',
  cursor: 'pointer',
  'font-variant-caps': 'small-caps',
  'font-variant-numeric': 'oldstyle-nums',
  hyphens: 'auto',
  'word-break': 'break-all',
  'line-break': 'anywhere',
  'list-style-type': 'square',
  'text-align-last': 'right',
  '-webkit-text-fill-color': 'transparent',
  '-webkit-text-stroke-width': '2px',
  'border-collapse': 'collapse',
  'tab-size': '2',
};

/** The part of each element that has its words. */
const TEXTS = {banner: 'title', notice: 'text', indicator: 'label'} as const;
const ELEMENTS = ['banner', 'notice', 'indicator'] as const;

/** All three in a box with these styles. */
async function within(styles: string, document = troubled()) {
  const feed = await feedOf(document);
  const around = await fixture<HTMLElement>(html`
    <div style=${`font: 16px/1.5 sans-serif; ${styles}`}>
      <outage-banner src=${feed.url}></outage-banner>
      <outage-notice src=${feed.url} component="payments"></outage-notice>
      <outage-indicator src=${feed.url} component="payments"></outage-indicator>
    </div>
  `);
  await feed.arrived();
  const element = (name: string) => around.querySelector<HTMLElement>(`outage-${name}`)!;
  const text = (name: keyof typeof TEXTS) => part(element(name), TEXTS[name]);
  // An element is drawn a moment after its news has come, and later on a busy machine.
  await until(() =>
    ELEMENTS.every((name) => all(element(name), `[part="${TEXTS[name]}"]`).length > 0),
  );
  return {feed, around, element, text};
}

describe('the styles of the page around', () => {
  for (const [property, value] of Object.entries(INHERITED)) {
    it(`reach no text of ours: ${property}: ${value}`, async () => {
      const plain = await within('');
      const styled = await within(`${property}: ${value}`);
      for (const name of ELEMENTS) {
        const [expected, found] = [plain, styled].map(({text}) =>
          getComputedStyle(text(name)).getPropertyValue(property),
        );
        expect(found, name).to.equal(expected);
      }
    });
  }

  for (const lineHeight of ['0', '4px', '80px']) {
    it(`leave lines that can be read: line-height: ${lineHeight}`, async () => {
      const {text} = await within(`line-height: ${lineHeight}; width: 300px`);
      for (const name of ELEMENTS) {
        const height = parseFloat(getComputedStyle(text(name)).lineHeight);
        expect(height, name).to.be.within(18, 32);
      }
    });
  }

  it('give the elements their type, colour and direction', async () => {
    const {text, element} = await within(
      'font-family: monospace; font-size: 20px; color: rgb(1, 2, 3); direction: rtl',
    );
    for (const name of ELEMENTS) {
      const {fontFamily, fontSize} = getComputedStyle(text(name));
      expect([fontFamily, fontSize]).to.deep.equal(['monospace', '20px']);
      const {color, direction} = getComputedStyle(element(name));
      expect([color, direction]).to.deep.equal(['rgb(1, 2, 3)', 'rtl']);
    }
  });

  for (const [property, value] of [
    ['visibility', 'hidden'],
    ['pointer-events', 'none'],
  ] as const) {
    it(`hide the elements with what they stand in: ${property}: ${value}`, async () => {
      const {text} = await within(`${property}: ${value}`);
      for (const name of ELEMENTS) {
        expect(getComputedStyle(text(name)).getPropertyValue(property)).to.equal(value);
      }
    });
  }

  it('win where they are meant for the element itself', async () => {
    const {element, text} = await within('');
    element('indicator').style.textTransform = 'uppercase';
    expect(getComputedStyle(text('indicator')).textTransform).to.equal('uppercase');
  });

  it('do not cut the news off in a toolbar of one line', async () => {
    const {around, text} = await within('white-space: nowrap; text-indent: 40px; width: 300px');
    expect(around.scrollWidth).to.equal(300);
    expect(text('notice').getClientRects()[0]!.width).to.be.below(300);
  });
});

/** Where the line of text stands that begins with this node. */
function baselineAt(node: Element): number {
  const probe = document.createElement('span');
  probe.style.cssText = 'display: inline-block; width: 0; height: 0';
  node.prepend(probe);
  const {bottom} = probe.getBoundingClientRect();
  probe.remove();
  return bottom;
}

/** An indicator behind some words, in a paragraph of that style. */
async function inText(style: string, words = 'Status:') {
  const feed = await feedOf(troubled());
  const line = await fixture<HTMLElement>(
    html`<p style=${style}>${words} <outage-indicator src=${feed.url}></outage-indicator>!</p>`,
  );
  await feed.arrived();
  return {feed, line, indicator: line.querySelector<HTMLElement>('outage-indicator')!};
}

describe('an indicator in a line of text', () => {
  for (const size of [11, 16, 28]) {
    for (const lineHeight of ['1.5', 'normal', `${size * 3}px`]) {
      it(`stands on its baseline: ${size}px/${lineHeight}`, async () => {
        const {line, indicator} = await inText(`font: ${size}px/${lineHeight} serif`);
        expect(baselineAt(part(indicator, 'label'))).to.be.closeTo(baselineAt(line), 0.01);
      });
    }

    it(`has an icon as large as its letters: ${size}px`, async () => {
      const {indicator} = await inText(`font: ${size}px/1.5 serif`);
      const {width, height} = all(indicator, 'svg')[0]!.getBoundingClientRect();
      expect(width).to.be.closeTo(size, 0.01);
      expect(height).to.be.closeTo(size, 0.01);
    });

    it(`makes its line no higher: ${size}px`, async () => {
      const {line, indicator} = await inText(`font: ${size}px/1.5 serif; width: 1000px`);
      const {height} = line.getBoundingClientRect();
      indicator.remove();
      expect(line.getBoundingClientRect().height).to.equal(height);
    });
  }

  it('has no gap behind it', async () => {
    const {indicator} = await inText('font: 16px/1.5 serif');
    const {right} = part(indicator, 'label').getBoundingClientRect();
    expect(indicator.getBoundingClientRect().right).to.be.closeTo(right, 0.5);
  });

  for (const width of [320, 140, 90]) {
    it(`never leaves its icon alone: ${width}px`, async () => {
      const {indicator} = await inText(
        `font: 16px/1.5 serif; width: ${width}px`,
        'Some words that nearly fill',
      );
      indicator.setAttribute('label', 'Payments by card and by bank transfer');
      await new Promise(requestAnimationFrame);
      const icon = all(indicator, 'svg')[0]!.getBoundingClientRect();
      const [firstLine] = part(indicator, 'label').getClientRects();
      expect(icon.bottom).to.be.above(firstLine!.top);
      expect(icon.right).to.be.below(part(indicator, 'label').getBoundingClientRect().left);
      expect(indicator.getBoundingClientRect().width).to.be.at.most(width);
    });
  }
});

/** Where a text is drawn. */
function boxOf(node: Node, text: string): DOMRect {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const start = texts.currentNode.nodeValue!.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, start);
    range.setEnd(texts.currentNode, start + text.length);
    return range.getBoundingClientRect();
  }
  throw new Error(`"${text}" is not here.`);
}

describe('a name that is written from right to left, in an English page', () => {
  for (const name of ['מסמכים', 'المدفوعات']) {
    const documents = (status: string, incidents: unknown[] = []) =>
      page({components: [component(name, status, {id: 'docs'})], incidents});

    it(`comes before its status: ${name}`, async () => {
      const feed = await feedOf(documents('partial_outage'));
      const line = await fixture<HTMLElement>(
        html`<p><outage-indicator src=${feed.url} component="docs"></outage-indicator></p>`,
      );
      await feed.arrived();
      const label = part(line.querySelector('outage-indicator')!, 'label');
      expect(boxOf(label, name).right).to.be.at.most(boxOf(label, 'partial outage').left);
    });

    it(`begins its sentence, which ends at the right: ${name}`, async () => {
      const open = incident({components: [component(name, 'partial_outage', {id: 'docs'})]});
      const feed = await feedOf(documents('partial_outage', [open]));
      const around = await fixture<HTMLElement>(
        html`<div><outage-notice src=${feed.url} component="docs"></outage-notice></div>`,
      );
      await feed.arrived();
      const over = {...open, status: 'resolved', resolved_at: new Date().toISOString()};
      await feed.say(documents('operational', [over]));
      const text = part(around.querySelector('outage-notice')!, 'text');
      expect(read(text)).to.contain('working again');
      expect(boxOf(text, name).right).to.be.at.most(boxOf(text, 'working again').left);
    });
  }
});
