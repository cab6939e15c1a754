import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {
  afterwards,
  all,
  feedOf,
  incident,
  isAbsent,
  one,
  part,
  read,
  rendered,
  replace,
  troubled,
  warnings,
} from '../support/page.ts';

/** Everything that shows news, of one feed. */
async function everything() {
  const feed = await feedOf(troubled());
  const around = await fixture<HTMLElement>(html`
    <outage-feed src=${feed.url}>
      <outage-banner></outage-banner>
      <outage-notice component="payments"></outage-notice>
      <outage-indicator></outage-indicator>
    </outage-feed>
  `);
  await feed.arrived();
  const [banner, notice, indicator] = ['banner', 'notice', 'indicator'].map((name) =>
    around.querySelector<HTMLElement>(`outage-${name}`)!,
  );
  return {feed, banner: banner!, notice: notice!, indicator: indicator!};
}

const named = (name: string) => troubled({}, incident({name}));

/** From now on no time can be written, so many times. */
function breakTimes(times: number) {
  const {toDateString} = Date.prototype;
  let calls = 0;
  replace(Date.prototype, 'toDateString', function (this: Date) {
    if (calls++ < times) throw new Error('No more times');
    return toDateString.call(this);
  });
}

const title = (element: Element) => read(part(element, 'title'));

describe('an error inside a rendering', () => {
  beforeEach(() => localStorage.clear());

  it('costs one element that rendering, which says it in plain words', async () => {
    const {feed, banner, notice, indicator} = await everything();
    const said = warnings();
    breakTimes(1);
    await feed.say(named('Second'));
    const plain = [banner, notice].filter((element) => all(element, '*').length === 0);
    expect(plain.length).to.equal(1);
    for (const element of [banner, notice]) {
      expect(isAbsent(element)).to.equal(false);
      expect(read(element.shadowRoot!.host)).to.match(/Second|Payments/);
    }
    expect(read(indicator)).to.equal('Partial outage');
    expect(said.filter((words) => words.includes('No more times')).length).to.equal(1);
  });

  it('is over with the next one', async () => {
    const {feed, banner, notice} = await everything();
    warnings();
    breakTimes(1);
    await feed.say(named('Second'));
    await feed.say(named('Third'));
    expect(title(banner)).to.equal('Partial outage: Third');
    expect(one(notice, 'p')).to.be.an.instanceOf(HTMLElement);
    expect(banner.shadowRoot!.querySelectorAll('[part=title]').length).to.equal(1);
  });

  it('costs no news in the very first rendering either, and is over with the next one', async () => {
    const feed = await feedOf(troubled());
    warnings();
    breakTimes(Infinity);
    const levels: (string | undefined)[] = [];
    const around = await fixture<HTMLElement>(
      html`<div
        @outage-change=${{
          capture: true,
          handleEvent: ({level}: HTMLElementEventMap['outage-change']) => levels.push(level),
        }}
      >
        <outage-banner src=${feed.url}></outage-banner>
      </div>`,
    );
    await feed.arrived();
    const banner = around.querySelector('outage-banner')!;
    expect(isAbsent(banner)).to.equal(false);
    expect(read(banner)).to.contain('Card payments fail');
    expect(banner.getAttribute('level')).to.equal('partial');
    expect(levels).to.deep.equal(['partial']);
    replace(Date.prototype, 'toDateString', () => 'today');
    await feed.say(named('Second'));
    expect(title(banner)).to.equal('Partial outage: Second');
    expect(read(banner)).not.to.contain('Card payments fail');
  });

  it('may last: the newest news is told in plain words, and the page is well', async () => {
    const {feed, banner} = await everything();
    const said = warnings();
    const thrown: unknown[] = [];
    const note = (event: Event) => void thrown.push(event.type);
    for (const type of ['error', 'unhandledrejection']) addEventListener(type, note);
    afterwards(() => {
      for (const type of ['error', 'unhandledrejection']) removeEventListener(type, note);
    });
    breakTimes(Infinity);
    for (const name of ['Second', 'Third', 'Fourth']) await feed.say(named(name));
    await rendered();
    expect(read(banner)).to.contain('Fourth');
    expect(read(banner)).not.to.contain('Third');
    expect(thrown).to.deep.equal([]);
    // Once for each element, not for each rendering.
    expect(said.length).to.be.lessThan(3);
  });
});
