import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageBanner} from '../../src/define/banner.ts';
import {
  afterwards,
  all,
  at,
  button,
  clockTime,
  component,
  feedOf,
  hasFocus,
  heard,
  incident,
  isAbsent,
  isOpen,
  maintenance,
  one,
  page,
  part,
  press,
  read,
  replace,
  rendered,
  travel,
  travelToNoon,
  troubled,
  until,
  update,
  warnings,
} from '../support/page.ts';

const minor = (more = {}) =>
  incident({
    id: 'inc-2',
    name: 'Search is slow',
    impact: 'minor',
    components: [component('Search')],
    ...more,
  });

/** A banner above a page, over a feed that said one document. */
async function bannerOf(document: ReturnType<typeof page>, attributes = {}) {
  const feed = await feedOf(document);
  const banner = await fixture<OutageBanner>(html`<outage-banner src=${feed.url}></outage-banner>`);
  for (const [name, value] of Object.entries(attributes)) banner.setAttribute(name, String(value));
  await feed.arrived();
  return {feed, banner};
}

describe('banner', () => {
  beforeEach(() => localStorage.clear());
  beforeEach(travelToNoon);

  it('passes the accessibility audit, with everything open', async () => {
    const first = incident({
      ext: {
        next_update_at: at(25),
        workaround: 'Pay by bank transfer.',
        eta: {at: at(90), previous_at: at(60)},
      },
    });
    const {banner} = await bannerOf(troubled({}, first, minor(), minor({id: 'inc-3'})));
    await expect(banner).to.be.accessible();
    await press(button(banner, 'Details'));
    await expect(banner).to.be.accessible();
    await press(button(banner, '2 more'));
    await expect(banner).to.be.accessible();
    await press(part(banner, 'dismiss'));
    await expect(banner).to.be.accessible();
  });

  describe('while all is well', () => {
    it('takes no room and says nothing', async () => {
      const feed = await feedOf(page());
      const above = await fixture<HTMLElement>(
        html`<div><outage-banner src=${feed.url}></outage-banner></div>`,
      );
      await feed.arrived();
      const banner = above.querySelector('outage-banner')!;
      expect(isAbsent(banner)).to.equal(true);
      expect(above.offsetHeight).to.equal(0);
      expect(banner.hasAttribute('level')).to.equal(false);
      await expect(banner).to.be.accessible();
    });

    it('stays away though the page styles all its elements', async () => {
      const {banner} = await bannerOf(page());
      const style = document.createElement('style');
      style.textContent = 'outage-banner {display: block; margin: 1em}';
      document.head.append(style);
      afterwards(() => style.remove());
      expect(isAbsent(banner)).to.equal(true);
    });

    it('is absent before the first news', async () => {
      const banner = await fixture<OutageBanner>(html`<outage-banner></outage-banner>`);
      expect(isAbsent(banner)).to.equal(true);
    });

    it('stays hidden in trouble when the page hides it', async () => {
      const {banner} = await bannerOf(troubled());
      banner.hidden = true;
      expect(isAbsent(banner)).to.equal(true);
    });
  });

  describe('with an incident', () => {
    it('says how bad it is, what it is, whom it affects and what is done', async () => {
      const {banner} = await bannerOf(troubled());
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
      expect(read(part(banner, 'text'))).to.equal('We know why and are fixing it.');
      expect(banner.level).to.equal('partial');
      expect(banner.getAttribute('level')).to.equal('partial');
    });

    for (const [title, names, text] of [
      ['Some requests time out', ['Payments'], 'Affects Payments. We know'],
      ['Some PAYMENTS fail', ['Payments'], 'We know'],
      ['Payments and exports fail', ['Payments', 'Exports'], 'We know'],
      ['Payments fail', ['Payments', 'Exports'], 'Affects Payments and Exports. We know'],
      ['Capital letters are lost', ['API'], 'Affects API. We know'],
      ['Zahlungen per Überweisung', ['überweisung'], 'We know'],
    ] as const) {
      it(`names what is affected once: ${title}`, async () => {
        const components = names.map((name) => component(name, 'partial_outage'));
        const {banner} = await bannerOf(troubled({}, incident({name: title, components})));
        expect(read(part(banner, 'text'))).to.match(new RegExp(`^${text}`));
      });
    }

    it('is a region of the page, named by a heading', async () => {
      const {banner} = await bannerOf(troubled());
      const region = part(banner, 'banner');
      expect(region.localName).to.equal('section');
      const name = one(banner, `#${region.getAttribute('aria-labelledby')}`);
      expect(read(name)).to.equal('Partial outage: Card payments fail');
      expect(name.getAttribute('role')).to.equal('heading');
      expect(name.ariaLevel).to.equal('2');
      expect(all(banner, '[aria-live], [role=alert], [role=status], [role=log]')).to.deep.equal([]);
    });

    for (const [asked, given] of [
      ['3', '3'],
      ['1', '2'],
      ['99', '6'],
      ['-4', '2'],
      ['', '2'],
      ['huge', '2'],
    ]) {
      it(`takes heading-level="${asked}" for ${given}`, async () => {
        const {banner} = await bannerOf(troubled(), {'heading-level': asked});
        expect(part(banner, 'title').ariaLevel).to.equal(given);
      });
    }

    it('says when it was updated, in both ways, and when there will be more', async () => {
      const promise = incident({incident_updates: [], ext: {next_update_at: at(25)}});
      const {banner} = await bannerOf(troubled({}, promise));
      const meta = read(part(banner, 'meta'));
      expect(meta).to.contain(`Updated 5 minutes ago (${clockTime(-5)})`);
      expect(meta).to.contain(`Next update by ${clockTime(25)}`);
      const times = all<HTMLTimeElement>(banner, 'time').map(({dateTime}) => dateTime);
      expect(times).to.deep.equal([promise.ext['next_update_at'], promise.updated_at]);
    });

    it('owns up to a promise that was not kept', async () => {
      const late = incident({ext: {next_update_at: at(-2)}});
      const {banner} = await bannerOf(troubled({}, late));
      expect(read(banner)).to.contain(
        `An update is late. We said we’d update you by ${clockTime(-2)}.`,
      );
    });

    it('ages in front of its reader', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await travel(3);
      expect(read(banner)).to.contain('Updated 8 minutes ago');
      const old = incident({updated_at: at(-119), incident_updates: []});
      await feed.say(troubled({}, old));
      expect(read(banner)).to.contain('Updated 1 hour ago');
      await travel(3);
      expect(read(banner)).to.contain('Updated 2 hours ago');
    });

    it('links to the incident, in a new tab, and says so', async () => {
      const linked = incident({shortlink: 'https://status.acme.example/i/1'});
      const {banner} = await bannerOf(troubled({}, linked));
      const link = one<HTMLAnchorElement>(banner, 'a');
      expect(link.href).to.equal('https://status.acme.example/i/1');
      expect([link.target, link.rel]).to.deep.equal(['_blank', 'noreferrer']);
      expect(read(link)).to.equal('Status page');
      expect(heard(link)).to.equal('Status page Card payments fail (new tab)');
    });

    it('links to the status page if the incident has no page of its own', async () => {
      const {banner} = await bannerOf(troubled());
      expect(one<HTMLAnchorElement>(banner, 'a').href).to.equal('https://status.acme.example/');
    });

    it('says when it may end, and that this was moved', async () => {
      const estimated = incident({ext: {eta: {at: at(90), previous_at: at(60)}}});
      const {banner} = await bannerOf(troubled({}, estimated));
      expect(read(part(banner, 'meta'))).to.contain(
        `Expected to end about ${clockTime(90)} (before: ${clockTime(60)})`,
      );
      await travel(91);
      expect(read(banner), 'an estimate that has passed').not.to.contain('Expected');
    });

    it('opens the details and closes them again', async () => {
      const rich = incident({ext: {workaround: 'Pay by bank transfer.'}});
      const {banner} = await bannerOf(troubled({}, rich));
      const toggle = button(banner, 'Details');
      expect(isOpen(toggle)).to.equal(false);
      expect(read(banner)).not.to.contain('rejects');
      await press(toggle);
      expect(isOpen(toggle)).to.equal(true);
      const said = read(part(banner, 'details'));
      expect(said).to.contain('Our card provider rejects requests.');
      expect(said).to.contain('What to do meanwhile: Pay by bank transfer.');
      expect(hasFocus(toggle)).to.equal(true);
      await press(toggle);
      expect(read(banner)).not.to.contain('rejects');
    });

    for (const status of ['investigating', 'monitoring', 'in_progress', 'verifying', 'odd']) {
      it(`says something of an incident that is ${status}`, async () => {
        const {banner} = await bannerOf(troubled({}, incident({status})));
        expect(read(part(banner, 'text'))).to.match(/^[A-Z].*\.$/);
      });
    }

    it('offers no details where there are none', async () => {
      const {banner} = await bannerOf(troubled({}, incident({incident_updates: []})));
      expect(all(banner, 'button, summary').map(heard)).to.deep.equal(['Show less']);
    });

    it('keeps the paragraphs of an update apart', async () => {
      const long = incident({incident_updates: [update('u', 'First.\n\nSecond.')]});
      const {banner} = await bannerOf(troubled({}, long));
      await press(button(banner, 'Details'));
      const text = one(banner, '.update');
      expect(getComputedStyle(text).whiteSpace).to.contain('pre-line');
      expect(text.textContent).to.contain('First.\n\nSecond.');
    });
  });

  describe('with several', () => {
    it('shows the worst and newest, and the others on demand', async () => {
      const older = incident({
        id: 'old',
        name: 'Refunds fail',
        updated_at: at(-50),
        incident_updates: [],
      });
      const {banner} = await bannerOf(
        troubled({}, minor({shortlink: 'https://acme.example/s'}), older, incident()),
      );
      expect(read(part(banner, 'title'))).to.contain('Card payments fail');
      const toggle = button(banner, '2 more');
      expect(isOpen(toggle)).to.equal(false);
      await press(toggle);
      const others = all(banner, '[part=more] li');
      expect(others.map((other) => read(other))).to.deep.equal([
        'Partial outage: Refunds fail Affects Payments. We know why and are fixing it.',
        'Degraded service: Search is slow We know why and are fixing it. Status page',
      ]);
      expect(isOpen(toggle)).to.equal(true);
      expect(hasFocus(toggle)).to.equal(true);
      await press(toggle);
      expect(read(banner)).not.to.contain('Refunds fail');
    });

    it('lets a worse one take over', async () => {
      const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
      expect(banner.level).to.equal('degraded');
      await feed.say(page({incidents: [minor(), incident({impact: 'critical', components: []})]}));
      expect(read(part(banner, 'title'))).to.equal('Major outage: Card payments fail');
    });
  });

  describe('when news comes', () => {
    it('changes its words in place', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const nodes = [part(banner, 'banner'), part(banner, 'title'), part(banner, 'dismiss')];
      await feed.say(troubled({}, incident({status: 'monitoring'})));
      expect(read(part(banner, 'text'))).to.contain(
        'A fix is in place. We’re checking that it holds.',
      );
      expect(nodes.every((node) => node.isConnected)).to.equal(true);
    });

    it('leaves the focus where it was, and what is open open', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const toggle = button(banner, 'Details');
      await press(toggle);
      await feed.say(
        troubled(
          {},
          incident({
            ext: {next_update_at: at(20)},
            incident_updates: [update('upd-2', 'We switch to another provider.', -1)],
          }),
          minor(),
        ),
      );
      expect(read(part(banner, 'details'))).to.contain('We switch to another provider.');
      expect(read(banner)).to.contain('Next update by');
      expect(hasFocus(toggle)).to.equal(true);
    });

    it('leaves the focus on a link while facts come and go before it', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const link = one(banner, 'a');
      link.focus();
      await feed.say(troubled({}, incident({ext: {next_update_at: at(20)}, incident_updates: []})));
      expect(hasFocus(link)).to.equal(true);
      await feed.say(troubled());
      expect(hasFocus(link)).to.equal(true);
    });

    it('tells its page of each level, and of nothing else', async () => {
      const feed = await feedOf(page());
      const banner = document.createElement('outage-banner');
      const changes: unknown[] = [];
      banner.addEventListener('outage-change', ({level, bubbles}) =>
        changes.push([level, bubbles]),
      );
      banner.src = feed.url;
      (await fixture<HTMLElement>(html`<div></div>`)).append(banner);
      await feed.arrived();
      await feed.say(troubled());
      await feed.say(troubled({}, incident({name: 'Other words'})));
      await feed.say(troubled({}, incident({impact: 'critical'})));
      await feed.say(page());
      expect(changes).to.deep.equal([
        ['partial', false],
        ['major', false],
        ['notice', false],
      ]);
    });
  });

  describe('without an incident', () => {
    it('speaks for a component in trouble', async () => {
      const red = [
        component('Payments', 'major_outage'),
        component('Search', 'degraded_performance'),
        component('API'),
      ];
      const {banner} = await bannerOf(page({components: red}));
      expect(read(part(banner, 'title'))).to.equal('Major outage: Payments and Search');
      expect(read(part(banner, 'text'))).to.contain('We know about it and we’re on it.');
    });

    it('speaks for a page in trouble', async () => {
      const {banner} = await bannerOf(
        page({status: {indicator: 'critical', description: 'Everything is down'}}),
      );
      expect(read(part(banner, 'title'))).to.equal('Major outage: Everything is down');
      expect(read(part(banner, 'text'))).to.equal('We know about it and we’re on it.');
    });

    it('speaks for a page in trouble that has no words at all', async () => {
      const {banner} = await bannerOf(page({status: {indicator: 'minor'}}));
      expect(read(part(banner, 'title'))).to.equal('Degraded service');
      await expect(banner).to.be.accessible();
    });
  });

  describe('with planned work', () => {
    const work = (from: number, until: number | undefined, more = {}) =>
      page({scheduled_maintenances: [maintenance(from, until, more)]});

    it('is silent until a day before', async () => {
      const {banner} = await bannerOf(work(60 * 25, 60 * 26));
      expect(isAbsent(banner)).to.equal(true);
      await travel(61);
      expect(read(part(banner, 'title'))).to.equal('Planned work: Moving the search index');
    });

    it('takes another lead time', async () => {
      const {banner} = await bannerOf(work(60 * 3, 60 * 4), {'lead-time': 2});
      expect(isAbsent(banner)).to.equal(true);
      banner.setAttribute('lead-time', '4');
      await rendered();
      expect(isAbsent(banner)).to.equal(false);
      banner.setAttribute('lead-time', 'soon');
      await rendered();
      expect(isAbsent(banner), 'no number means the default').to.equal(false);
    });

    it('says from when to when it will be', async () => {
      const {banner} = await bannerOf(work(60, 120));
      expect(read(part(banner, 'text'))).to.match(/Planned for \S.* – \S.*\.$/);
      expect(banner.level).to.equal('maintenance');
    });

    it('says that it is under way, and until when', async () => {
      const {banner} = await bannerOf(work(-30, 45, {status: 'in_progress'}));
      expect(read(part(banner, 'text'))).to.contain(`Under way until about ${clockTime(45)}.`);
    });

    it('says until when it was due, and no more, when nobody closes it', async () => {
      const {banner} = await bannerOf(work(-90, -30, {status: 'in_progress'}));
      expect(read(part(banner, 'text'))).to.contain(`It was due until ${clockTime(-30)}.`);
    });

    it('says that it was due', async () => {
      const {banner} = await bannerOf(work(-10, 50));
      expect(read(part(banner, 'text'))).to.contain(`It was due to start at ${clockTime(-10)}.`);
    });

    it('comes after trouble', async () => {
      const {banner} = await bannerOf(troubled({scheduled_maintenances: [maintenance(60, 120)]}));
      expect(banner.level).to.equal('partial');
      await press(button(banner, '1 more'));
      expect(read(part(banner, 'more'))).to.contain('Planned work: Moving the search index');
    });
  });

  describe('at the end', () => {
    it('says that it is resolved, and leaves after a while', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const over = incident({status: 'resolved', resolved_at: at(0)});
      await feed.say(page({incidents: [over]}));
      expect(read(part(banner, 'title'))).to.equal('Resolved: Card payments fail');
      expect(read(banner)).not.to.contain('Updated');
      expect(banner.level).to.equal('operational');
      await travel(4.9);
      expect(isAbsent(banner)).to.equal(false);
      await travel(0.2);
      expect(isAbsent(banner)).to.equal(true);
    });

    it('lingers as long as it is told', async () => {
      const {banner, feed} = await bannerOf(troubled(), {linger: 60});
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      expect(isAbsent(banner)).to.equal(false);
      await travel(1.1);
      expect(isAbsent(banner)).to.equal(true);
    });

    it('leaves at once with linger="0"', async () => {
      const {banner, feed} = await bannerOf(troubled(), {linger: 0});
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      expect(isAbsent(banner)).to.equal(true);
    });

    it('claims no more than it knows when the incident is not listed any more', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await feed.say(page());
      expect(read(part(banner, 'title'))).to.equal('No longer reported: Card payments fail');
      expect(all(banner, '[part=text]')).to.deep.equal([]);
      expect(banner.level).to.equal('notice');
    });

    for (const [phase, status, words] of [
      ['false_alarm', 'resolved', 'False alarm: Card payments fail'],
      ['resolved', 'resolved', 'Resolved: Card payments fail'],
    ]) {
      it(`has a word of its own for an incident that is ${phase}`, async () => {
        const {banner, feed} = await bannerOf(troubled());
        await feed.say(page({incidents: [incident({status, ext: {phase}})]}));
        expect(read(part(banner, 'title'))).to.equal(words);
      });
    }

    it('says that planned work is called off', async () => {
      const {banner, feed} = await bannerOf(page({scheduled_maintenances: [maintenance(60, 120)]}));
      const over = {status: 'completed', ext: {phase: 'cancelled'}};
      await feed.say(page({scheduled_maintenances: [maintenance(60, 120, over)]}));
      expect(read(part(banner, 'title'))).to.equal('Called off: Moving the search index');
    });

    it('tells the publisher’s last words, and no earlier ones', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      expect(all(banner, 'summary')).to.deep.equal([]);
      const last = update('upd-2', 'All data is safe.', 0, {status: 'resolved'});
      await feed.say(page({incidents: [incident({status: 'resolved', incident_updates: [last]})]}));
      await press(button(banner, 'Details'));
      expect(read(part(banner, 'details'))).to.contain('All data is safe.');
    });

    it('leaves no trace of what is withdrawn, at once or after its end', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const ext = {withdrawn: [{type: 'incident', id: 'inc-1', at: at(0)}]};
      await feed.say(page({ext}));
      expect(isAbsent(banner)).to.equal(true);
      await feed.say(troubled());
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      expect(isAbsent(banner)).to.equal(false);
      await feed.say(page({ext}));
      expect(isAbsent(banner)).to.equal(true);
    });

    it('puts all that is over into one line, with one button', async () => {
      const {banner, feed} = await bannerOf(troubled({}, incident(), minor()));
      await feed.say(
        page({
          incidents: [
            incident({status: 'resolved'}),
            minor({status: 'resolved', ext: {phase: 'false_alarm'}}),
          ],
        }),
      );
      expect(read(part(banner, 'title'))).to.equal(
        'Resolved: Card payments fail · False alarm: Search is slow',
      );
      expect(all(banner, '[part=more]')).to.deep.equal([]);
      await press(button(banner, 'Dismiss: Card payments fail and Search is slow'));
      expect(isAbsent(banner)).to.equal(true);
    });

    it('counts what is open only, and shows what is over below it', async () => {
      const refunds = (more = {}) => incident({id: 'inc-3', name: 'Refunds fail', ...more});
      const {banner, feed} = await bannerOf(troubled({}, incident(), minor(), refunds()));
      expect(all(banner, 'summary').map(heard)).to.include('2 more');
      await feed.say(
        troubled({}, incident(), minor({status: 'resolved'}), refunds({status: 'resolved'})),
      );
      expect(all(banner, 'summary').map(heard)).to.deep.equal(['Details']);
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
      expect(read(part(banner, 'over'))).to.equal('Resolved: Search is slow and Refunds fail');
      await press(button(banner, 'Dismiss: Search is slow and Refunds fail'));
      expect(all(banner, '[part=over]')).to.deep.equal([]);
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
      await expect(banner).to.be.accessible();
    });

    it('shows nothing of what was over before the page was opened', async () => {
      const {banner} = await bannerOf(page({incidents: [incident({status: 'resolved'})]}));
      expect(isAbsent(banner)).to.equal(true);
    });

    it('speaks again when it is reopened', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      await feed.say(troubled());
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
    });
  });

  describe('with a notice, which claims no problem', () => {
    it('lets the publisher’s title stand alone', async () => {
      const {banner} = await bannerOf(page({incidents: [minor({impact: 'none'})]}));
      expect(banner.level).to.equal('notice');
      expect(read(part(banner, 'title'))).to.equal('Search is slow');
      expect(all(banner, '[part=text]')).to.deep.equal([]);
    });
  });

  describe('with a least level', () => {
    it('leaves what is milder to notices and indicators', async () => {
      const {banner, feed} = await bannerOf(
        troubled({}, minor(), minor({id: 'n', impact: 'none'}), incident()),
        {'min-level': 'partial'},
      );
      await rendered();
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Card payments fail');
      expect(all(banner, 'summary').map(heard)).to.deep.equal(['Details']);
      await feed.say(page({incidents: [minor()]}));
      await feed.say(page({incidents: [minor({status: 'resolved'})]}));
      expect(read(banner)).not.to.contain('Search');
    });

    it('shows trouble of unknown size, and warns of a level that is none', async () => {
      const said = warnings();
      const {banner} = await bannerOf(
        page({incidents: [incident({impact: 'odd', components: []})]}),
        {'min-level': 'major'},
      );
      await rendered();
      expect(isAbsent(banner)).to.equal(false);
      banner.setAttribute('min-level', 'severe');
      await rendered();
      expect(isAbsent(banner)).to.equal(false);
      expect(said.join()).to.contain('min-level="severe" is no level.');
    });
  });

  describe('put away', () => {
    it('goes if it is minor, and comes back with news', async () => {
      const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
      await press(button(banner, 'Dismiss: Search is slow'));
      expect(isAbsent(banner)).to.equal(true);
      await feed.say(page({incidents: [minor({updated_at: at(0)})]}));
      expect(isAbsent(banner), 'nothing new').to.equal(true);
      await feed.say(
        page({incidents: [minor({incident_updates: [update('upd-9', 'It gets slower.')]})]}),
      );
      expect(isAbsent(banner)).to.equal(false);
    });

    it('comes back when it gets worse', async () => {
      const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
      await press(button(banner, /^Dismiss/));
      await feed.say(page({incidents: [minor({impact: 'major'})]}));
      expect(banner.level).to.equal('partial');
    });

    it('makes room for the next one', async () => {
      const {banner} = await bannerOf(
        page({incidents: [minor({updated_at: at(-1)}), minor({id: 'inc-3', name: 'API is slow'})]}),
      );
      await press(button(banner, 'Dismiss: Search is slow'));
      expect(read(part(banner, 'title'))).to.contain('API is slow');
      expect(hasFocus(button(banner, 'Dismiss: API is slow'))).to.equal(true);
    });

    it('stays away for as long as there is no news', async () => {
      const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
      await press(button(banner, /^Dismiss/));
      await travel(60 * 24 * 3);
      expect(isAbsent(banner)).to.equal(true);
      expect(feed.reader.state.error).to.equal(undefined);
    });

    it('comes back when planned work is moved, also under the same update', async () => {
      const work = (from: number) =>
        page({
          scheduled_maintenances: [
            maintenance(from, from + 60, {incident_updates: [update('same', 'An upgrade.')]}),
          ],
        });
      const {banner, feed} = await bannerOf(work(60 * 20));
      await press(button(banner, /^Dismiss/));
      await feed.say(work(60 * 20));
      expect(isAbsent(banner), 'nothing new').to.equal(true);
      await feed.say(work(30));
      expect(read(banner)).to.contain(clockTime(30));
    });

    it('stays away while an item only gets a new time, as in a feed without ids', async () => {
      const item = (minutes: number) =>
        minor({
          created_at: at(minutes),
          updated_at: at(minutes),
          incident_updates: [{status: 'identified', body: 'We look.', display_at: at(minutes)}],
        });
      const {banner, feed} = await bannerOf(page({incidents: [item(-9)]}));
      await press(button(banner, /^Dismiss/));
      for (const minutes of [-5, -2, 0]) {
        await feed.say(page({incidents: [item(minutes)]}));
        expect(isAbsent(banner)).to.equal(true);
      }
    });

    for (const [who, quiet] of [
      ['Statuspage', {deliver_notifications: false}],
      ['our protocol', {ext: {news: false}}],
    ] as const) {
      it(`stays away at an update that is no news in the words of ${who}`, async () => {
        const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
        await press(button(banner, /^Dismiss/));
        const silent = update('upd-2', 'A typo is mended, and more is said.', -1, quiet);
        const updates = [silent, update('upd-1', 'Our card provider rejects requests.')];
        await feed.say(page({incidents: [minor({incident_updates: updates})]}));
        expect(isAbsent(banner)).to.equal(true);
        const second = await fixture<OutageBanner>(
          html`<outage-banner component="api" src=${feed.url}></outage-banner>`,
        );
        expect(isAbsent(second)).to.equal(true);
        const loud = update('upd-3', 'It is slower than we thought.', 0);
        await feed.say(page({incidents: [minor({incident_updates: [loud, ...updates]})]}));
        expect(isAbsent(banner)).to.equal(false);
      });
    }

    it('comes back if the matter was over meanwhile', async () => {
      const red = [component('API', 'degraded_performance')];
      const {banner, feed} = await bannerOf(page({components: red}));
      await press(button(banner, /^Dismiss/));
      await feed.say(page({components: red}));
      expect(isAbsent(banner)).to.equal(true);
      await feed.say(page());
      await feed.say(page({components: red}));
      expect(isAbsent(banner)).to.equal(false);
    });

    it('stays away though another tab dismisses something else at the same time', async () => {
      const both = () => page({incidents: [minor(), minor({id: 'inc-3', name: 'API is slow'})]});
      const {banner, feed} = await bannerOf(both());
      await press(button(banner, 'Dismiss: Search is slow'));
      const entry = localStorage.key(0)!;
      const text = localStorage.getItem(entry)!;
      localStorage.clear();
      await feed.say(both());
      await until(() =>
        all(banner, 'button').some((one) => heard(one) === 'Dismiss: Search is slow'),
      );
      const {setItem} = Storage.prototype;
      // What the other tab writes arrives in the middle of our own write.
      replace(Storage.prototype, 'setItem', function (this: Storage, ...own: [string, string]) {
        setItem.call(this, entry, text);
        setItem.apply(this, own);
      });
      await press(button(banner, 'Dismiss: Search is slow'));
      await press(button(banner, 'Dismiss: API is slow'));
      await feed.say(both());
      expect(isAbsent(banner)).to.equal(true);
      expect(localStorage.length).to.equal(2);
    });

    it('is remembered among the newest fifty, and nothing of the page is lost', async () => {
      localStorage.setItem('of the page', 'stays');
      const work = (number: number) => maintenance(60, 120, {id: `w${number}`, name: `${number}`});
      const works = page({
        scheduled_maintenances: Array.from({length: 51}, (_, index) => work(index)),
      });
      const {banner, feed} = await bannerOf(works);
      for (let number = 0; number < 51; number++) {
        await press(button(banner, `Dismiss: ${number}`));
        await travel(1 / 60);
      }
      expect(localStorage.length).to.equal(51);
      expect(localStorage.getItem('of the page')).to.equal('stays');
      await feed.say(page({scheduled_maintenances: [work(0), work(50)]}));
      expect(read(part(banner, 'title'))).to.equal('Planned work: 0');
      expect(all(banner, '[part=more]')).to.deep.equal([]);
    });

    it('only folds if it is grave, and unfolds', async () => {
      const {banner} = await bannerOf(troubled());
      const toggle = part(banner, 'dismiss');
      expect(toggle.ariaExpanded).to.equal('true');
      await press(toggle);
      expect(read(banner)).to.equal('Partial outage: Card payments fail');
      expect(part(banner, 'dismiss') === toggle).to.equal(true);
      expect(toggle.ariaExpanded).to.equal('false');
      expect(hasFocus(toggle)).to.equal(true);
      await press(toggle);
      expect(read(banner)).to.contain('We know why and are fixing it.');
    });

    it('unfolds by itself with news', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await press(part(banner, 'dismiss'));
      await feed.say(troubled({}, incident({status: 'monitoring'})));
      expect(read(banner)).to.contain('A fix is in place.');
    });

    it('folds what its publisher wants to stay, and lets go what may', async () => {
      const {banner} = await bannerOf(page({incidents: [minor({ext: {dismissible: false}})]}));
      await press(button(banner, 'Show less'));
      expect(read(banner)).to.equal('Degraded service: Search is slow');
      const other = await bannerOf(troubled({}, incident({ext: {dismissible: true}})));
      await press(button(other.banner, 'Dismiss: Card payments fail'));
      expect(isAbsent(other.banner)).to.equal(true);
    });

    it('asks its page first', async () => {
      const {banner} = await bannerOf(page({incidents: [minor()]}));
      const keys: string[] = [];
      const keep = (event: HTMLElementEventMap['outage-dismiss']) => {
        keys.push(event.key);
        event.preventDefault();
      };
      document.body.addEventListener('outage-dismiss', keep, {once: true});
      await press(button(banner, /^Dismiss/));
      expect(keys).to.deep.equal(['incident inc-2']);
      expect(isAbsent(banner)).to.equal(false);
      expect(localStorage.length).to.equal(0);
      await press(button(banner, /^Dismiss/));
      expect(isAbsent(banner)).to.equal(true);
    });

    it('hands the focus to the main part of the page, which nobody could tab to before', async () => {
      const feed = await feedOf(page({incidents: [minor()]}));
      const around = await fixture<HTMLElement>(
        html`<div>
          <outage-banner src=${feed.url}></outage-banner>
          <main>Acme</main>
        </div>`,
      );
      await feed.arrived();
      const main = around.querySelector('main')!;
      await press(button(around.querySelector('outage-banner')!, /^Dismiss/));
      expect(hasFocus(main)).to.equal(true);
      main.blur();
      expect(main.hasAttribute('tabindex')).to.equal(false);
    });

    it('leaves the focus alone if it is elsewhere', async () => {
      const feed = await feedOf(page({incidents: [minor()]}));
      const around = await fixture<HTMLElement>(
        html`<div>
          <outage-banner src=${feed.url}></outage-banner>
          <main><input aria-label="Amount" /></main>
        </div>`,
      );
      await feed.arrived();
      const input = around.querySelector('input')!;
      input.focus();
      button(around.querySelector('outage-banner')!, /^Dismiss/).click();
      await rendered();
      expect(hasFocus(input)).to.equal(true);
    });

    it('stays away for as long as the page lives if nothing can be stored', async () => {
      const refuse = () => {
        throw new DOMException('No.', 'SecurityError');
      };
      replace(Storage.prototype, 'getItem', refuse);
      replace(Storage.prototype, 'setItem', refuse);
      const {banner, feed} = await bannerOf(page({incidents: [minor()]}));
      await press(button(banner, /^Dismiss/));
      expect(isAbsent(banner)).to.equal(true);
      const second = await fixture<OutageBanner>(
        html`<outage-banner src=${feed.url}></outage-banner>`,
      );
      await rendered();
      expect(isAbsent(second)).to.equal(true);
    });

    it('writes nothing until somebody puts something away', async () => {
      const {banner} = await bannerOf(page({incidents: [minor()]}));
      expect(localStorage.length).to.equal(0);
      await press(button(banner, /^Dismiss/));
      expect(localStorage.length).to.equal(1);
    });
  });

  describe('for some components', () => {
    it('shows what affects these', async () => {
      const {banner} = await bannerOf(troubled({}, incident(), minor()), {component: 'search'});
      expect(read(part(banner, 'title'))).to.equal('Degraded service: Search is slow');
      expect(all(banner, 'summary').map(heard)).to.deep.equal(['Details']);
    });

    it('is absent if nothing does', async () => {
      const {banner} = await bannerOf(troubled(), {component: 'Search, API'});
      expect(isAbsent(banner)).to.equal(true);
      banner.component = 'Search, payments';
      await rendered();
      expect(isAbsent(banner)).to.equal(false);
    });
  });

  describe('without fresh news', () => {
    it('keeps bad news, and says how old it is', async () => {
      const {banner} = await bannerOf(troubled({ext: {generated_at: at(-10)}}));
      expect(read(banner)).to.contain(
        `Our status service is silent. Last confirmed ${clockTime(-10)}.`,
      );
      expect(read(banner)).to.contain('Card payments fail');
    });

    it('says so when the clock alone has passed', async () => {
      const {banner} = await bannerOf(troubled({ext: {max_stale_seconds: 60}}));
      expect(read(banner)).not.to.contain('confirmed');
      await travel(2);
      expect(read(banner)).to.contain('Our status service is silent. Last confirmed');
    });

    it('keeps the focus when that happens', async () => {
      const {banner} = await bannerOf(troubled({ext: {max_stale_seconds: 60}}));
      const toggle = button(banner, 'Details');
      toggle.focus();
      await travel(2);
      expect(hasFocus(toggle)).to.equal(true);
    });

    it('does not call a stream out of reach that brought a broken event', async () => {
      const {banner, feed} = await bannerOf(troubled());
      await feed.push('event: snapshot\ndata: {"page":\n\n');
      await until(() => read(banner).includes('Last confirmed'));
      expect(read(banner)).not.to.contain('reach');
    });

    it('tells its page of the error, once', async () => {
      const {banner, feed} = await bannerOf(troubled());
      const codes: string[] = [];
      banner.addEventListener('outage-error', ({error, bubbles}) =>
        codes.push(`${error.code} ${bubbles}`),
      );
      await feed.answer({status: 503, body: 'no'});
      await feed.reader.refresh();
      await rendered();
      banner.requestUpdate();
      await rendered();
      expect(codes).to.deep.equal(['http false']);
      expect(read(banner)).to.contain('Card payments fail');
    });
  });
});
