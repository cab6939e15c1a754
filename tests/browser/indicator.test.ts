import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageIndicator} from '../../src/define/indicator.ts';
import {
  all,
  answering,
  at,
  clockTime,
  component,
  feedOf,
  incident,
  page,
  part,
  read,
  rendered,
  travel,
  travelToNoon,
  troubled,
  until,
  warnings,
} from '../support/page.ts';

async function indicatorOf(document: ReturnType<typeof page>, attributes = {}) {
  const feed = await feedOf(document);
  const indicator = create(attributes);
  indicator.src = feed.url;
  (await fixture<HTMLElement>(html`<div></div>`)).append(indicator);
  await feed.arrived();
  return {feed, indicator};
}

function create(attributes: object): OutageIndicator {
  const indicator = document.createElement('outage-indicator');
  for (const [name, value] of Object.entries(attributes))
    indicator.setAttribute(name, String(value));
  return indicator;
}

/** What its glyph looks like, as markup without Lit's marks. */
const shape = (indicator: Element) => part(indicator, 'dot').innerHTML.replace(/<!--.*?-->/g, '');

describe('indicator', () => {
  beforeEach(travelToNoon);

  it('passes the accessibility audit, at every level', async () => {
    const statuses = [
      'operational',
      'degraded_performance',
      'partial_outage',
      'major_outage',
      'under_maintenance',
      'odd',
    ];
    const feed = await feedOf(
      page({components: statuses.map((status) => component(status, status))}),
    );
    const all = await fixture<HTMLElement>(
      html`<div>
        ${statuses.map((id) => html`<outage-indicator src=${feed.url} component=${id}></outage-indicator>`)}
      </div>`,
    );
    await feed.arrived();
    await expect(all).to.be.accessible();
  });

  it('does not know before the first news', async () => {
    const silent = await answering({keepOpen: true});
    const indicator = await fixture<OutageIndicator>(
      html`<outage-indicator src=${silent.url}></outage-indicator>`,
    );
    expect(read(indicator)).to.equal('Status unknown');
    expect(indicator.getAttribute('level')).to.equal('unknown');
  });

  for (const [what, script, code] of [
    ['a 404', {status: 404, headers: {'content-type': 'application/json'}, body: '{}'}, 'http'],
    [
      'a captive portal',
      {headers: {'content-type': 'text/html'}, body: '<h1>Log in</h1>'},
      'content-type',
    ],
    [
      'JSON of another kind',
      {headers: {'content-type': 'application/json'}, body: '{"ok":true}'},
      'document',
    ],
  ] as const) {
    it(`does not know after ${what}, and tells its page why`, async () => {
      const broken = await answering(script);
      const indicator = create({src: broken.url});
      const codes: string[] = [];
      indicator.addEventListener('outage-error', ({error}) => codes.push(error.code));
      (await fixture<HTMLElement>(html`<div></div>`)).append(indicator);
      await until(() => codes.length > 0);
      // A retry may follow at any moment, and fail as well.
      expect(codes[0]).to.equal(code);
      expect(read(indicator)).to.equal('Status unknown');
    });
  }

  it('says every level in words, each with a shape of its own', async () => {
    const levels = {
      operational: 'Operational: working',
      degraded_performance: 'Degraded_performance: degraded service',
      partial_outage: 'Partial_outage: partial outage',
      major_outage: 'Major_outage: major outage',
      under_maintenance: 'Under_maintenance: planned work',
      unheard_of: 'Unheard_of: status unknown',
    };
    const components = Object.keys(levels).map((status) =>
      component(status[0]!.toUpperCase() + status.slice(1), status),
    );
    components.push(component('Notice', 'operational', {ext: {level: 'notice'}}));
    const {indicator} = await indicatorOf(page({components}));
    const shapes = new Set<string>();
    for (const [id, words] of Object.entries({...levels, notice: 'Notice: see notice'})) {
      indicator.component = id;
      await rendered();
      expect(read(indicator)).to.equal(words);
      shapes.add(shape(indicator));
      expect(all(indicator, 'svg')[0]!.getAttribute('aria-hidden')).to.equal('true');
    }
    expect(shapes.size).to.equal(7);
  });

  it('counts notices, which claim no problem, and expires like all good news', async () => {
    const notices = [
      incident({impact: 'none', components: []}),
      incident({id: 'n', impact: 'none', components: []}),
    ];
    const {indicator, feed} = await indicatorOf(page({incidents: notices.slice(1)}));
    expect(read(indicator)).to.equal('All systems working · 1 notice');
    expect(indicator.level).to.equal('notice');
    await feed.say(page({incidents: notices}));
    expect(read(indicator)).to.equal('All systems working · 2 notices');
    await feed.say(page({status: {indicator: 'odd'}, incidents: notices}));
    expect(read(indicator)).to.equal('Status unknown · 2 notices');
    await feed.say(page({incidents: notices}));
    await travel(6);
    expect(read(indicator)).to.match(/^Status unknown · 2 notices/);
  });

  for (const [indicator, words] of [
    ['none', 'All systems working'],
    ['minor', 'Degraded service'],
    ['major', 'Partial outage'],
    ['critical', 'Major outage'],
    ['maintenance', /^Planned work/],
    ['odd', 'Status unknown'],
  ] as const) {
    it(`takes the page’s own word "${indicator}" for the whole`, async () => {
      const {indicator: element} = await indicatorOf(page({status: {indicator}}));
      if (typeof words === 'string') expect(read(element)).to.equal(words);
      else expect(read(element)).to.match(words);
    });
  }

  it('does not believe that all is well beside an open incident', async () => {
    const {indicator} = await indicatorOf(page({incidents: [incident()]}));
    expect(read(indicator)).to.equal('Partial outage');
  });

  it('shows the worst of several components', async () => {
    const {indicator} = await indicatorOf(troubled(), {component: 'payments, search'});
    expect(read(indicator)).to.equal('Payments and Search: partial outage');
  });

  it('shows the members of a group, by their names', async () => {
    const components = [
      component('Europe', 'operational', {group: true}),
      component('Paris', 'major_outage', {group_id: 'europe'}),
      component('Rome', 'operational', {group_id: 'europe'}),
    ];
    const {indicator} = await indicatorOf(page({components}), {component: 'europe'});
    expect(read(indicator)).to.equal('Paris and Rome: major outage');
  });

  it('uses its label', async () => {
    const {indicator} = await indicatorOf(page(), {component: 'api', label: 'Our interface'});
    expect(read(indicator)).to.equal('Our interface: working');
    indicator.component = undefined;
    indicator.label = 'Acme';
    await rendered();
    expect(read(indicator)).to.equal('Acme: working');
  });

  it('does not know a component that the feed does not have', async () => {
    const said = warnings();
    const {indicator} = await indicatorOf(page(), {component: 'nobody'});
    expect(read(indicator)).to.equal('nobody: status unknown');
    expect(said.length).to.equal(1);
  });

  it('takes back good news that is too old', async () => {
    const {indicator} = await indicatorOf(page({ext: {generated_at: at(-10)}}));
    expect(read(indicator)).to.equal('Status unknown');
  });

  it('takes back good news when the clock alone has passed', async () => {
    const {indicator} = await indicatorOf(page());
    expect(read(indicator)).to.equal('All systems working');
    await travel(4.9);
    expect(read(indicator)).to.equal('All systems working');
    await travel(0.2);
    expect(read(indicator)).to.equal('Status unknown');
  });

  it('believes again when fresh good news comes', async () => {
    const {indicator, feed} = await indicatorOf(page({ext: {generated_at: at(-10)}}));
    await feed.say(page());
    expect(read(indicator)).to.equal('All systems working');
  });

  it('keeps bad news that is old, and says how old', async () => {
    const {indicator} = await indicatorOf(troubled({ext: {generated_at: at(-10)}}));
    expect(read(indicator)).to.equal(
      `Partial outage Our status service is silent. Last confirmed ${clockTime(-10)}.`,
    );
  });

  it('flows with the text around it', async () => {
    const feed = await feedOf(page());
    const line = await fixture<HTMLElement>(
      html`<p>Status: <outage-indicator src=${feed.url}></outage-indicator></p>`,
    );
    await feed.arrived();
    const indicator = line.querySelector('outage-indicator')!;
    expect(getComputedStyle(indicator).display).to.match(/^inline/);
    expect(getComputedStyle(indicator).fontFamily).to.equal(getComputedStyle(line).fontFamily);
    expect(getComputedStyle(indicator).fontSize).to.equal(getComputedStyle(line).fontSize);
  });

  it('leaves quietly with the link around it', async () => {
    const feed = await feedOf(page());
    const link = await fixture<HTMLElement>(
      html`<a href="https://status.acme.example"
        ><outage-indicator src=${feed.url}></outage-indicator
      ></a>`,
    );
    await feed.arrived();
    const indicator = link.querySelector('outage-indicator')!;
    link.remove();
    await indicator.updateComplete;
    expect(indicator.isConnected).to.equal(false);
  });

  it('tells its page of each level', async () => {
    const {indicator, feed} = await indicatorOf(page());
    const changes: unknown[] = [];
    indicator.addEventListener('outage-change', ({level}) => changes.push(level));
    await feed.say(troubled());
    await feed.say(page());
    expect(changes).to.deep.equal(['partial', 'operational']);
  });
});
