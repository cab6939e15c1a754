import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {
  all,
  at,
  button,
  component,
  feedOf,
  incident,
  one,
  page,
  part,
  press,
  rendered,
  troubled,
} from '../support/page.ts';

const TROUBLE = ['notice', 'degraded', 'partial', 'major', 'maintenance', 'unknown'];

/** One incident of each level, about a component of that name. */
const ofEachLevel = () =>
  page({
    components: [...TROUBLE, 'operational'].map((level) =>
      component(level, 'operational', {ext: {level}}),
    ),
    incidents: TROUBLE.map((level) =>
      incident({id: level, name: `A ${level}`, components: [component(level)], ext: {level}}),
    ),
  });

/** The colour that results from painting these over one another, red, green, blue. */
function paint(...colors: string[]): number[] {
  const context = document.createElement('canvas').getContext('2d')!;
  for (const color of colors) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** A colour that is partly transparent. */
const mix = (above: number[], below: number[], opacity: number) =>
  above.map((channel, index) => channel * opacity + below[index]! * (1 - opacity));

function luminance(color: number[]): number {
  const [red, green, blue] = color
    .map((channel) => channel / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** As WCAG 2 counts it. */
function contrast(one: number[], other: number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('theme', () => {
  for (const [scheme, back] of [
    ['light', '#fff'],
    ['dark', '#121212'],
  ] as const) {
    describe(`in a ${scheme} page`, () => {
      let around: HTMLElement;
      beforeEach(async () => {
        const feed = await feedOf(ofEachLevel());
        around = await fixture<HTMLElement>(html`
          <outage-feed src=${feed.url}>
            ${TROUBLE.map((level) => html`<outage-notice component=${level}></outage-notice>`)}
            ${[...TROUBLE, 'operational'].map((level) => html`<outage-indicator component=${level}></outage-indicator>`)}
          </outage-feed>
        `);
        around.style.colorScheme = scheme;
        await feed.arrived();
      });

      for (const level of TROUBLE) {
        it(`${level} can be read`, async () => {
          const notice = around.querySelector(`outage-notice[component=${level}]`)!;
          expect(notice.getAttribute('level')).to.equal(level);
          const box = getComputedStyle(part(notice, 'notice'));
          const surface = paint(back, box.backgroundColor);
          const on = (selector: string) => {
            const {color, opacity} = getComputedStyle(one(notice, selector));
            return contrast(
              mix(paint(back, box.backgroundColor, color), surface, Number(opacity)),
              surface,
            );
          };
          expect(on('[part=text]'), 'text').to.be.at.least(4.5);
          expect(on('[part=update]'), 'update').to.be.at.least(4.5);
          expect(on('[part=meta] > span'), 'meta').to.be.at.least(4.5);
          expect(on('[part=icon]'), 'glyph').to.be.at.least(3);
          const line = paint(back, box.borderInlineStartColor);
          expect(contrast(line, surface), 'line on the surface').to.be.at.least(3);
          expect(contrast(line, paint(back)), 'line on the page').to.be.at.least(3);
        });
      }

      for (const level of [...TROUBLE, 'operational']) {
        it(`the dot of ${level} can be seen`, async () => {
          const indicator = around.querySelector(`outage-indicator[component=${level}]`)!;
          const {color} = getComputedStyle(part(indicator, 'dot'));
          expect(contrast(paint(back, color), paint(back))).to.be.at.least(3);
        });
      }

      it('has a surface of its own, hardly tinted', () => {
        const notice = around.querySelector('outage-notice')!;
        const surface = paint(back, getComputedStyle(part(notice, 'notice')).backgroundColor);
        expect(luminance(surface) > 0.5).to.equal(scheme === 'light');
      });
    });
  }

  for (const [background, color] of [
    ['#5b21b6', '#fff'],
    ['#0f766e', '#fff'],
    ['#b91c1c', '#fff'],
    ['#fbbf24', '#111827'],
    ['#111827', '#d1d5db'],
    ['#6b7280', '#fff'],
  ] as const) {
    it(`has icons that can be seen on a bar of ${background}`, async () => {
      const feed = await feedOf(ofEachLevel());
      const bar = await fixture<HTMLElement>(html`
        <outage-feed src=${feed.url}>
          ${[...TROUBLE, 'operational'].map((level) => html`<outage-indicator component=${level}></outage-indicator>`)}
        </outage-feed>
      `);
      bar.style.cssText = `background: ${background}; color: ${color}; --outage-icon: currentColor`;
      await feed.arrived();
      const icons = [...bar.querySelectorAll('outage-indicator')].map((indicator) =>
        part(indicator, 'dot'),
      );
      for (const icon of icons) {
        const drawn = paint(background, getComputedStyle(icon).color);
        expect(contrast(drawn, paint(background))).to.be.at.least(3);
        // A colour of its own inside would be drawn over the bar.
        for (const path of icon.querySelectorAll('path')) {
          const {fill, stroke} = getComputedStyle(path);
          const own = [fill, stroke].filter((paint) => paint !== 'none');
          expect(new Set(own)).to.deep.equal(new Set([getComputedStyle(icon).color]));
        }
      }
      // Without colours, the shape alone tells the levels apart.
      const shapes = icons.map((icon) => icon.innerHTML.replace(/<!--.*?-->/g, ''));
      expect(new Set(shapes).size).to.equal(7);
    });
  }

  it('has another accent for each level', async () => {
    const feed = await feedOf(ofEachLevel());
    const around = await fixture<HTMLElement>(html`
      <outage-feed src=${feed.url}>
        ${[...TROUBLE, 'operational'].map((level) => html`<outage-indicator component=${level}></outage-indicator>`)}
      </outage-feed>
    `);
    await feed.arrived();
    const colors = [...around.querySelectorAll('outage-indicator')].map(
      (indicator) => getComputedStyle(part(indicator, 'dot')).color,
    );
    expect(new Set(colors).size).to.equal(7);
  });

  it('gives each of the others in a banner its own accent', async () => {
    const feed = await feedOf(ofEachLevel());
    const banner = await fixture<HTMLElement>(
      html`<outage-banner src=${feed.url}></outage-banner>`,
    );
    await feed.arrived();
    await press(button(banner, /more$/));
    const colors = all(banner, 'li .icon').map((icon) => getComputedStyle(icon).color);
    expect(new Set(colors).size).to.equal(TROUBLE.length - 1);
  });

  it('follows its tokens', async () => {
    const feed = await feedOf(troubled({}, incident({impact: 'critical'})));
    const around = await fixture<HTMLElement>(
      html`<div><outage-banner src=${feed.url}></outage-banner></div>`,
    );
    await feed.arrived();
    const banner = around.querySelector('outage-banner')!;
    const box = getComputedStyle(part(banner, 'banner'));
    const glyph = getComputedStyle(part(banner, 'icon'));
    const set = (token: string, value: string) => around.style.setProperty(token, value);
    set('--outage-partial-accent', 'rgb(9, 9, 9)');
    expect(glyph.color, 'the token of another level').not.to.equal('rgb(9, 9, 9)');
    set('--outage-major-accent', 'rgb(1, 2, 3)');
    expect(glyph.color).to.equal('rgb(1, 2, 3)');
    expect(box.borderInlineStartColor).to.equal('rgb(1, 2, 3)');
    set('--outage-accent', 'rgb(4, 5, 6)');
    expect(glyph.color).to.equal('rgb(4, 5, 6)');
    set('--outage-surface', 'rgb(240, 241, 242)');
    expect(box.backgroundColor).to.equal('rgb(240, 241, 242)');
    set('--outage-text', 'rgb(7, 8, 9)');
    expect(box.color).to.equal('rgb(7, 8, 9)');
    // From edge to edge of the window it has no corners.
    around.style.inlineSize = '300px';
    set('--outage-radius', '13px');
    // The ends of the thick line are straight.
    expect([box.borderTopLeftRadius, box.borderTopRightRadius]).to.deep.equal(['0px', '13px']);
    set('--outage-padding', '1px 2px');
    expect(box.paddingTop).to.equal('1px');
    set('--outage-font', 'monospace');
    expect(getComputedStyle(banner).fontFamily).to.equal('monospace');
    expect(box.fontFamily).to.equal('monospace');
    set('--outage-max-width', '200px');
    const {width} = one(banner, '.body p').getBoundingClientRect();
    expect(width).to.be.at.most(200);
  });

  it('takes its type from the page', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <outage-feed src=${feed.url}>
        <outage-banner></outage-banner>
        <outage-notice component="payments"></outage-notice>
      </outage-feed>
    `);
    around.style.cssText = 'font: 21px/1.75 Georgia, serif';
    await feed.arrived();
    await press(button(around.querySelector('outage-banner')!, 'Details'));
    for (const element of around.children) {
      for (const node of all(element, 'p, a, summary, [part=text], [part=meta]')) {
        expect(getComputedStyle(node).fontFamily).to.equal('Georgia, serif');
      }
      for (const text of all(element, '[part=text], .update')) {
        expect(Math.round(parseFloat(getComputedStyle(text).fontSize))).to.equal(21);
      }
    }
  });

  const crowded = () => {
    const word = 'W'.repeat(200);
    return troubled(
      {components: [component(word, 'partial_outage', {id: 'payments'})]},
      incident({
        name: word,
        shortlink: 'https://status.acme.example/i/1',
        components: [component(word, 'partial_outage', {id: 'payments'})],
        incident_updates: [{id: 'u', status: 'identified', body: word, display_at: at(-1)}],
        ext: {workaround: word, next_update_at: at(10)},
      }),
      incident({id: 'b', name: word, shortlink: 'https://status.acme.example/i/2'}),
    );
  };

  /** Everything, as narrow as a small phone. */
  async function narrow(document: ReturnType<typeof page>) {
    const feed = await feedOf(document);
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-banner src=${feed.url}></outage-banner>
        <outage-banner src=${feed.url}></outage-banner>
        <outage-notice src=${feed.url} component="payments"></outage-notice>
        <outage-indicator src=${feed.url} component="payments"></outage-indicator>
      </div>
    `);
    around.style.cssText = 'inline-size: 320px; overflow: auto';
    await feed.arrived();
    const [first, second] = around.querySelectorAll('outage-banner');
    await press(button(first!, 'Details'));
    await press(button(second!, '1 more'));
    return around;
  }

  it('needs no sideways scrolling at 320 px, whatever the words', async () => {
    const around = await narrow(crowded());
    expect(around.scrollWidth).to.equal(320);
    for (const element of around.children) {
      const boxes = all(
        element,
        '[part=title], [part=text], .update, li, [part=meta], [part=label]',
      );
      for (const box of boxes) {
        const {left, right} = box.getBoundingClientRect();
        expect(right - left, box.getAttribute('part') ?? box.localName).to.be.at.most(320);
      }
    }
  });

  it('needs none with widely spaced letters either', async () => {
    const around = await narrow(crowded());
    around.style.lineHeight = '1.5';
    around.style.letterSpacing = '0.12em';
    around.style.wordSpacing = '0.16em';
    await rendered();
    expect(around.scrollWidth).to.equal(320);
  });

  it('has targets of at least 24 by 24 pixels that do not overlap', async () => {
    const around = await narrow(crowded());
    for (const element of around.children) {
      const boxes = all(element, 'a, button, summary')
        .filter(
          (target) => target.localName === 'summary' || !target.closest('details:not([open])'),
        )
        .map((target) => target.getBoundingClientRect());
      for (const [index, {width, height, top, bottom, left, right}] of boxes.entries()) {
        expect(
          Math.min(width, height),
          `target ${index} of ${element.localName}, ${width} × ${height}`,
        ).to.be.at.least(24);
        for (const other of boxes.slice(index + 1)) {
          const apart =
            other.top >= bottom - 1 ||
            other.bottom <= top + 1 ||
            other.left >= right ||
            other.right <= left;
          expect(apart, `target ${index} of ${element.localName}`).to.equal(true);
        }
      }
    }
  });

  it('draws real borders, which survive forced colours', async () => {
    const around = await narrow(crowded());
    for (const box of [...around.children].flatMap((element) => all(element, '.box'))) {
      const {borderInlineStartWidth, borderInlineStartStyle, borderTopWidth} =
        getComputedStyle(box);
      expect([borderInlineStartWidth, borderInlineStartStyle, borderTopWidth]).to.deep.equal([
        '3px',
        'solid',
        '1px',
      ]);
    }
  });

  it('does not move', async () => {
    const around = await narrow(crowded());
    for (const element of around.children) {
      for (const node of all(element, '*')) {
        const {animationName, transitionDuration} = getComputedStyle(node);
        expect([animationName, transitionDuration]).to.deep.equal(['none', '0s']);
      }
    }
  });
});
