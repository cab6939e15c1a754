import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import {
  all,
  button,
  component,
  feedOf,
  fold,
  incident,
  maintenance,
  page,
  part,
  press,
  read,
  rendered,
  troubled,
  update,
  at,
} from '../support/page.ts';

interface Case {
  id: string;
  field: string;
  value: string | {repeatOf: string; length: number; tail?: string};
}

/** Everything our elements are made of; anything else came from a feed. */
const OURS = new Set(
  'section div p span bdi b ul li a button details summary time slot svg path'.split(' '),
);
const ATTRIBUTES =
  /^(aria-[a-z]+|class|d|data-level|datetime|fill|height|href|id|lang|name|open|part|rel|role|target|title|type|viewBox|width)$/;
/** The size that a box keeps, and no other style. */
const isKeptSize = ({name, value}: Attr) =>
  name === 'style' && /^(min-block-size: [\d.]+px;)?$/.test(value);

const expand = (value: Case['value']) =>
  typeof value === 'string'
    ? value
    : value.repeatOf
        .repeat(Math.ceil(value.length / value.repeatOf.length))
        .slice(0, value.length) + (value.tail ?? '');

/** A document with one value wherever text or an address may stand. */
function documentOf(value: unknown) {
  const ext = {
    workaround: value,
    affected: {count: 1, unit: value, scope: value},
    actions: [{label: value, url: value}],
    postmortem: {url: value},
    body_format: value,
  };
  const report = {
    name: value,
    shortlink: value,
    components: [{id: 'payments', name: value, status: 'partial_outage'}],
    incident_updates: [update('u', '', -5, {body: value})],
    ext,
  };
  return page({
    page: {id: value, name: value, url: value, updated_at: at(0)},
    status: {indicator: 'major', description: value},
    components: [{id: 'payments', name: value, status: 'partial_outage', description: value}],
    incidents: [
      incident(report),
      incident({...report, id: 'inc-2', name: 'Named by us'}),
      ...['text', 'markdown', 'html'].map((body_format) =>
        incident({...report, id: body_format, ext: {...ext, body_format}}),
      ),
    ],
    scheduled_maintenances: [maintenance(-10, 60, {...report, id: 'work', status: 'in_progress'})],
    ext: {locale: value},
  });
}

/** One of each element, with everything open. */
async function everything() {
  const feed = await feedOf(
    troubled({}, incident(), incident({id: 'inc-2', name: 'Refunds fail'})),
  );
  const around = await fixture<HTMLElement>(html`
    <outage-feed src=${feed.url}>
      <outage-banner></outage-banner>
      <outage-banner id="details"></outage-banner>
      <outage-notice component="payments"></outage-notice>
      <outage-indicator></outage-indicator>
      <outage-indicator component="payments"></outage-indicator>
    </outage-feed>
  `);
  await feed.arrived();
  const [banner, detailed] = around.querySelectorAll('outage-banner');
  await press(button(banner!, /more$/));
  await press(button(detailed!, 'Details'));
  const elements = [...around.querySelectorAll<HTMLElement>('*')].filter((one) => one.shadowRoot);
  return {feed, elements, banner: banner!, detailed: detailed!};
}

/** What stands in a shadow root and is not ours. */
function intruders(elements: Element[]): string[] {
  return elements.flatMap((element) =>
    all<Element>(element, '*').flatMap((node) => [
      ...(OURS.has(node.localName) ? [] : [`<${node.localName}>`]),
      ...[...node.attributes]
        .filter((attribute) => !ATTRIBUTES.test(attribute.name) && !isKeptSize(attribute))
        .map(({name}) => name),
    ]),
  );
}

const hrefs = (elements: Element[]) =>
  elements.flatMap((element) => all(element, 'a').map((link) => link.getAttribute('href') ?? ''));

const {cases} = (await (await fetch('/tests/fixtures/xss-own.json')).json()) as {cases: Case[]};

/**
 * The addresses of the fixture that a link may lead to: https, without a user name, on a host that
 * can be read.
 */
const ALLOWED =
  /^https:\/\/(evil\.example|status\.example\.com\.evil\.example|xn--[a-z0-9-]+\.example)\//;

describe('security', () => {
  beforeEach(() => localStorage.clear());

  it('has a fixture to work with', () => {
    expect(cases.length).to.be.greaterThan(70);
  });

  for (const {id, field, value} of cases) {
    it(`takes ${id}, made for ${field}, for nothing but text`, async () => {
      const {feed, elements, banner} = await everything();
      // Cut, because it stands in forty places and a document may have 1 MiB.
      const text = expand(value).slice(0, 6_000);
      await feed.say(documentOf(text));
      expect(intruders(elements)).to.deep.equal([]);
      expect('__pwn' in globalThis).to.equal(false);
      for (const href of hrefs(elements)) expect(href).to.match(ALLOWED);
      expect(read(banner), 'there is something left to read').not.to.equal('');
      // A text that can be seen is seen as it was written.
      if (/^[\x21-\x7e][\x20-\x7e]{0,198}[\x21-\x7e]$/.test(text)) {
        const shown = elements.map(read).join(' ');
        expect(shown.includes(fold(text))).to.equal(true);
      }
    });
  }

  it('has asked nobody but the feed', () => {
    const origins = performance.getEntriesByType('resource').map(({name}) => new URL(name).origin);
    expect([...new Set(origins)]).to.deep.equal([location.origin]);
  });

  for (const [what, value] of [
    [
      'a template result',
      {_$litType$: 1, strings: ['<img src=x onerror=globalThis.__pwn=1>'], values: []},
    ],
    [
      'a template result with raw strings',
      {_$litType$: 1, strings: {raw: ['<b>'], 0: '<b>', length: 1}, values: []},
    ],
    ['a compiled template', {_$litType$: {h: ['<img>'], parts: []}, values: []}],
    ['a directive', {_$litDirective$: {}, values: []}],
    ['a node', {nodeType: 1, nodeName: 'IMG', outerHTML: '<img>'}],
    ['a sign of Lit', {toString: 'x', __proto__: {x: 1}}],
    ['a list', ['<img>', ['<img>']]],
    ['a number', 4711],
    ['a boolean', true],
    ['nothing', null],
  ] as const) {
    it(`survives ${what} in the place of a text`, async () => {
      const {feed, elements, banner} = await everything();
      await feed.say(documentOf(value));
      expect(intruders(elements)).to.deep.equal([]);
      expect('__pwn' in globalThis).to.equal(false);
      await feed.say(troubled({}, incident({name: 'Still alive'})));
      expect(read(part(banner, 'title'))).to.equal('Partial outage: Still alive');
    });
  }

  it('keeps the direction of foreign words to themselves', async () => {
    const {feed, banner} = await everything();
    await feed.say(troubled({}, incident({name: 'דו\u202eח \u2067x'})));
    const [name] = all(banner, '#title bdi');
    expect(name!.textContent).to.equal('דוח x');
  });

  it('reaches neither prototypes nor the page through the names of components', async () => {
    const {feed} = await everything();
    await feed.say(page({components: [component('__proto__'), component('constructor')]}));
    const around = await fixture<HTMLElement>(html`
      <div>
        ${['__proto__', 'constructor', 'toString', 'a,__proto__,constructor'].map(
          (name) => html`<outage-indicator src=${feed.url} component=${name}></outage-indicator>`,
        )}
      </div>
    `);
    await rendered();
    const levels = [...around.querySelectorAll('outage-indicator')].map(({level}) => level);
    expect(levels).to.deep.equal(['operational', 'operational', 'unknown', 'unknown']);
  });
});
