import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {en, registerStrings} from '../../src/index.ts';
import {
  afterwards,
  at,
  clockTime,
  component,
  feedOf,
  incident,
  maintenance,
  one,
  page,
  part,
  read,
  rendered,
  replace,
  snapshot,
  travel,
  travelToNoon,
  troubled,
  until,
  warnings,
} from '../support/page.ts';

type Banner = HTMLElementTagNameMap['outage-banner'];

async function bannerOf(document: ReturnType<typeof page>, lang?: string) {
  const feed = await feedOf(document);
  const around = await fixture<HTMLElement>(
    html`<div><outage-banner src=${feed.url}></outage-banner></div>`,
  );
  if (lang !== undefined) around.lang = lang;
  await feed.arrived();
  const banner = around.querySelector('outage-banner')!;
  banner.requestUpdate();
  await rendered();
  return {feed, banner, around};
}

const meta = (banner: Banner) => read(part(banner, 'meta'));

/** Puts the reader into another time zone. */
function liveIn(timeZone: string) {
  const {DateTimeFormat} = Intl;
  const Local = function (locales?: string, options?: Intl.DateTimeFormatOptions) {
    return new DateTimeFormat(locales, {timeZone, ...options});
  } as unknown as typeof DateTimeFormat;
  replace(Intl, 'DateTimeFormat', Local);
  replace(Date.prototype, 'toDateString', function (this: Date) {
    return new DateTimeFormat('en', {timeZone, dateStyle: 'full'}).format(this);
  });
  replace(Date.prototype, 'getTimezoneOffset', function (this: Date) {
    const there = new Date(this.toLocaleString('en-US', {timeZone}));
    const zero = new Date(this.toLocaleString('en-US', {timeZone: 'UTC'}));
    return (zero.getTime() - there.getTime()) / 60_000;
  });
}

/** Lets it be another moment. */
const be = (moment: string) => travel((Date.parse(moment) - Date.now()) / 60_000);

beforeEach(travelToNoon);

describe('time', () => {
  it('never calls something past that its clock holds for future', async () => {
    const {banner} = await bannerOf(troubled({}, incident({updated_at: at(3)})));
    expect(meta(banner)).to.contain(`Updated ${clockTime(3)}`);
    expect(meta(banner)).not.to.match(/\bin \d/);
  });

  it('counts minutes, then hours, then names the day', async () => {
    await be('2026-03-10T12:00:00Z');
    liveIn('UTC');
    const news = troubled(
      {},
      incident({updated_at: at(0), created_at: at(0), incident_updates: []}),
    );
    const {banner, feed} = await bannerOf(news);
    /**
     * Time passes, and the feed confirms its news, also to a reader who is just about to connect
     * again.
     */
    const later = async (minutes: number) => {
      await travel(minutes);
      await feed.answer({chunks: [snapshot(news)], keepOpen: true});
      await feed.say(news);
      // Whoever comes back does not wait out the pause after a connection that broke.
      await until(() => {
        document.dispatchEvent(new Event('visibilitychange'));
        return meta(banner).includes('Updated');
      });
    };
    expect(meta(banner)).to.contain('Updated just now (12:00');
    await later(1);
    expect(meta(banner)).to.contain('Updated 1 minute ago (12:00');
    await later(58);
    expect(meta(banner)).to.contain('Updated 59 minutes ago (12:00');
    await later(1);
    expect(meta(banner)).to.contain('Updated 1 hour ago (12:00');
    await later(60 * 13);
    expect(meta(banner)).to.match(/Updated 14 hours ago \(Tue, Mar 10,? .*12:00/);
    await later(60 * 10);
    expect(meta(banner)).to.match(/Updated Tue, Mar 10,? .*12:00/);
    expect(meta(banner)).not.to.contain('ago');
  });

  it('names the day of a promise that is not for today, in the reader’s own zone', async () => {
    await be('2026-03-10T22:30:00Z');
    liveIn('Europe/Paris');
    const {banner, feed} = await bannerOf(
      troubled({}, incident({ext: {next_update_at: '2026-03-10T22:45:00Z'}})),
    );
    expect(meta(banner)).to.match(/Next update by 11:45\sPM GMT\+1/);
    await feed.say(troubled({}, incident({ext: {next_update_at: '2026-03-10T23:15:00Z'}})));
    expect(meta(banner)).to.match(/Next update by Wed, Mar 11,? .*12:15\sAM GMT\+1/);
  });

  it('writes both ends with their zone when the clocks change in between', async () => {
    await be('2026-10-24T23:00:00Z');
    liveIn('Europe/Paris');
    const work = maintenance(0, 0, {
      scheduled_for: '2026-10-25T00:30:00Z',
      scheduled_until: '2026-10-25T02:30:00Z',
    });
    const {banner} = await bannerOf(page({scheduled_maintenances: [work]}));
    expect(read(part(banner, 'text'))).to.match(/2:30\sAM GMT\+2 – .*3:30\sAM GMT\+1/);
  });

  it('leaves out an end that is before its start', async () => {
    const {banner} = await bannerOf(page({scheduled_maintenances: [maintenance(60, 30)]}));
    expect(read(part(banner, 'text'))).to.contain(clockTime(60));
    expect(read(part(banner, 'text'))).not.to.contain(clockTime(30));
  });
});

describe('names', () => {
  for (const [names, words] of [
    [['Payments'], 'Affects Payments.'],
    [['Payments', 'Search'], 'Affects Payments and Search.'],
    [['A', 'B', 'C'], 'Affects A, B, and C.'],
    [['A', 'B', 'C', 'D', 'E'], 'Affects A, B and 3 others.'],
  ] as const) {
    it(`are listed like "${words}"`, async () => {
      const components = names.map((name) => component(name));
      const incidents = [incident({name: 'It fails', components})];
      const {banner} = await bannerOf(page({components, incidents}));
      expect(read(part(banner, 'text'))).to.contain(words);
    });
  }
});

describe('language', () => {
  it('is that of the nearest ancestor that has one, through shadow roots', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(
      html`<div lang="en-GB">
        <p><i></i></p>
      </div>`,
    );
    const outer = around.querySelector('p')!.attachShadow({mode: 'open'});
    outer.append(document.createElement('div'));
    const inner = outer.querySelector('div')!.attachShadow({mode: 'open'});
    const banner = document.createElement('outage-banner');
    banner.src = feed.url;
    inner.append(banner);
    await feed.arrived();
    expect(meta(banner)).to.contain(`(${clockTime(-5, 'en-GB')})`);
    expect(part(banner, 'banner').lang).to.equal('en-GB');
  });

  it('is its own if it has one', async () => {
    const {banner} = await bannerOf(troubled(), 'en-US');
    banner.lang = 'en-GB';
    banner.requestUpdate();
    await rendered();
    expect(part(banner, 'banner').lang).to.equal('en-GB');
  });

  for (const lang of ['xx', 'fr-CA', 'ar']) {
    it(`is English for lang="${lang}", dates included, and marked so`, async () => {
      const {banner} = await bannerOf(troubled(), lang);
      expect(meta(banner)).to.contain(`Updated 5 minutes ago (${clockTime(-5)})`);
      expect(part(banner, 'banner').lang).to.equal('en');
    });
  }

  for (const lang of [
    '',
    'not a language',
    '__proto__',
    'x'.repeat(300_000),
    'en-US-u-nu-nonsense',
  ]) {
    it(`is harmless for lang="${lang.slice(0, 20)}"`, async () => {
      const said = warnings();
      const {banner} = await bannerOf(troubled(), lang);
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
      expect(said).to.deep.equal([]);
    });
  }

  it('can be added', async () => {
    registerStrings('de', {
      ...en,
      severity: {...en.severity, partial: 'Teilausfall'},
      updated: (time) => `Stand ${time}`,
      exact: (time) => `um ${time}`,
    });
    const {banner} = await bannerOf(troubled(), 'de-AT');
    expect(read(part(banner, 'title'))).to.equal('Teilausfall: Card payments fail');
    expect(meta(banner)).to.contain(`Stand vor 5 Minuten um ${clockTime(-5, 'de-AT')}`);
  });

  it('marks the publisher’s words with the publisher’s language', async () => {
    const {banner} = await bannerOf(
      troubled({ext: {locale: 'fr'}}, incident({name: 'Les paiements échouent'})),
      'en',
    );
    const name = one(banner, '#title bdi');
    expect([name.textContent, name.lang]).to.deep.equal(['Les paiements échouent', 'fr']);
    expect(part(banner, 'banner').lang).to.equal('en');
  });

  it('lays out from right to left where the page does', async () => {
    const {banner, around} = await bannerOf(troubled({}, incident({name: 'فشل الدفع'})));
    around.dir = 'rtl';
    await rendered();
    const box = part(banner, 'banner');
    const {borderRightWidth, borderLeftWidth} = getComputedStyle(box);
    expect([borderRightWidth, borderLeftWidth]).to.deep.equal(['3px', '1px']);
    const middle = (name: string) => {
      const {left, right} = part(banner, name).getBoundingClientRect();
      return (left + right) / 2;
    };
    expect(middle('icon')).to.be.greaterThan(middle('title'));
    expect(middle('title')).to.be.greaterThan(middle('dismiss'));
    around.dir = 'ltr';
    await rendered();
    expect(getComputedStyle(box).borderLeftWidth).to.equal('3px');
    expect(middle('icon')).to.be.lessThan(middle('dismiss'));
  });
});

describe('an element that cannot render', () => {
  it('costs only itself, says so once, and recovers', async () => {
    const said = warnings();
    const mistaken = {
      ...en,
      updated: (): string => {
        throw new Error('a translation with a mistake');
      },
    };
    registerStrings('qq', mistaken);
    afterwards(() => registerStrings('qq', en));
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <outage-feed src=${feed.url}>
        <div lang="qq"><outage-banner></outage-banner></div>
        <outage-banner></outage-banner>
        <outage-indicator></outage-indicator>
      </outage-feed>
    `);
    await feed.arrived();
    const [broken, well] = around.querySelectorAll('outage-banner');
    expect(read(part(well!, 'title'))).to.equal('Partial outage: Card payments fail');
    expect(read(around.querySelector('outage-indicator')!)).to.equal('Partial outage');
    expect(said.length).to.equal(1);
    expect(said[0]).to.contain('a translation with a mistake');
    registerStrings('qq', en);
    await feed.say(troubled({}, incident({name: 'Refunds fail'})));
    expect(read(part(broken!, 'title'))).to.equal('Partial outage: Refunds fail');
    expect(read(part(well!, 'title'))).to.equal('Partial outage: Refunds fail');
  });

  it('costs only itself when a framework sets a property to something odd', async () => {
    const said = warnings();
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <outage-feed src=${feed.url}>
        <outage-notice .component=${['payments'] as unknown}></outage-notice>
        <outage-notice component="payments"></outage-notice>
      </outage-feed>
    `);
    await feed.arrived();
    const [odd, well] = around.querySelectorAll('outage-notice');
    expect(read(well!)).to.contain('We know parts of Payments aren’t working.');
    expect(said.length).to.equal(1);
    odd!.component = 'payments';
    await rendered();
    expect(read(odd!)).to.contain('We know parts of Payments aren’t working.');
  });
});
