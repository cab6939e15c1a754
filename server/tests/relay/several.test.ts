import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import {createIncident, removeComponent, updateIncident} from '../../src/index.js';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource, status} from '../support/relay.js';
import {send} from '../support/server.js';

/** A relay of two pages. */
async function startTwo(first = page(), second = page()) {
  const [shop, cards] = [await startSource(first), await startSource(second)];
  const relay = await startRelay({
    page: 'Acme',
    from: [
      {url: shop.url, name: 'Shop'},
      {url: cards.url, name: 'Cards'},
    ],
  });
  return {...relay, shop, cards, document: () => relay.feed.document()};
}

test('several pages become one, each thing marked with its origin', async () => {
  const major = {status: {indicator: 'critical', description: 'All down'}};
  const {read} = await startTwo(page({incidents: [incident()]}), page(major));
  const document = await read();
  expect(documentProblems(document)).toEqual([]);
  expect(document.page.name).toBe('Acme');
  expect(document.status).toEqual({indicator: 'critical', description: 'Cards: All down'});
  expect(document.components.map(({id, ext}: any) => [id, ext.origin.name]).sort()).toEqual([
    ['cards:c1', 'Cards'],
    ['cards:c2', 'Cards'],
    ['shop:c1', 'Shop'],
    ['shop:c2', 'Shop'],
  ]);
  expect(document.incidents).toMatchObject([
    {id: 'shop:i1', components: [{id: 'shop:c1'}], ext: {origin: {id: 'shop'}}},
  ]);
  expect(document.ext.sources.map(({id, level}: any) => [id, level])).toEqual([
    ['shop', 'operational'],
    ['cards', 'major'],
  ]);
});

test('as long as one page has never answered the whole is not well', async () => {
  const {shop, cards, visit, read} = await startTwo();
  expect((await read()).status.indicator).toBe('none');
  const [fine, dead] = [await startSource(page()), await startSource(page())];
  dead.answer(status(500));
  const half = await startRelay({
    from: [
      {url: fine.url, name: 'Fine'},
      {url: dead.url, name: 'Dead'},
    ],
  });
  expect((await half.read()).status).toEqual({
    indicator: 'minor',
    description: 'Dead: State not known',
    ext: {level: 'unknown'},
  });
  // Of two that have answered, the one that is silent holds back the proof.
  cards.answer(status(500));
  await visit(600);
  expect(shop.requests).toHaveLength(2);
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:00:00.000Z');
});

test('own incidents stand beside those of the pages, through every visit', async () => {
  const {feed, visit, shop, document, url} = await startTwo();
  const own = await send(`${url}/incidents`, 'POST', {
    name: 'Checkout is slow',
    impact: 'major',
    components: [{id: 'shop:c1', status: 'partial_outage'}],
  });
  expect(own.status).toBe(201);
  const payments = () => document().components.find(({id}) => id === 'shop:c1');
  expect(payments()).toMatchObject({status: 'partial_outage'});
  expect(document().status).toEqual({indicator: 'major', description: 'Partial system outage'});
  shop.says(page({incidents: [incident()]}));
  await visit();
  expect(document().incidents.map(({name}) => name)).toEqual(['Payments fail', 'Checkout is slow']);
  expect(payments()).toMatchObject({status: 'partial_outage'});
  await feed.publish(updateIncident(own.body.id, {status: 'resolved'}));
  expect(payments()).toMatchObject({status: 'operational'});
  expect(document().status.indicator).toBe('none');
});

test('the end of an own incident does not make well what the page says is broken', async () => {
  const broken = [{id: 'c1', name: 'Payments', status: 'major_outage'}];
  const {feed, document} = await startTwo(page({components: broken}));
  const components = [{id: 'shop:c1', status: 'degraded_performance'} as const];
  const {id} = await feed.publish(createIncident({name: 'Slow', components}));
  const payments = () => document().components.find((component) => component.id === 'shop:c1');
  expect(payments()?.status).toBe('major_outage');
  await feed.publish(updateIncident(id, {status: 'resolved'}));
  expect(payments()?.status).toBe('major_outage');
});

test('what a page says is changed by that page alone', async () => {
  const {url, feed, document} = await startTwo(page({incidents: [incident()]}));
  const rev = document().ext.rev;
  for (const [method, path, body] of [
    ['POST', '/incidents/shop:i1/updates', {status: 'resolved'}],
    ['DELETE', '/incidents/shop:i1', undefined],
    ['PUT', '/components/shop:c1', {status: 'operational'}],
  ] as const) {
    const answer = await send(`${url}${path}`, method, body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems[0].message).toContain(
      'is what Shop says; only that page changes it',
    );
  }
  await expect(feed.publish(removeComponent('cards:c1'))).rejects.toThrow('what Cards says');
  expect(document().ext.rev).toBe(rev);
});

test('more components than readers take cost no incident', async () => {
  const many = (level: string, more = {}) =>
    startSource(
      page({
        components: Array.from({length: 700}, (_, index) => ({
          id: `c${index}`,
          name: `Part ${index}`,
          status: index === 699 ? level : 'operational',
        })),
        ...more,
      }),
    );
  const one = await many('operational');
  const two = await many('major_outage', {incidents: [incident()]});
  const {feed, told} = await startRelay({
    from: [
      {url: one.url, name: 'One'},
      {url: two.url, name: 'Two'},
    ],
  });
  const {components, incidents} = feed.document();
  expect(told).not.toContainEqual(expect.stringMatching(/^bad/));
  expect(components).toHaveLength(1000);
  expect(components.map(({id}) => id)).toContain('two:c699');
  expect(incidents).toMatchObject([{id: 'two:i1'}]);
});

test('a source given twice is refused', async () => {
  const url = 'https://status.acme.example/summary.json';
  await expect(startRelay({from: [{url}, {url}]})).rejects.toThrow('is a source twice');
});

const theirs = page({
  page: {id: 'p2', name: 'Example Cards', url: 'https://status.cards.example'},
  status: {indicator: 'critical', description: 'Down'},
  incidents: [incident({id: 'x', name: 'Cards rejected'}), incident({id: 'y', status: 'resolved'})],
});

test('an incident of a provider is suggested, and published when it is adopted', async () => {
  const [own, provider] = [await startSource(page()), await startSource(theirs)];
  const {url, read, visit} = await startRelay({
    from: [{url: own.url}],
    providers: [{url: provider.url, name: 'Cards'}],
  });
  expect(await read()).toMatchObject({status: {indicator: 'none'}, incidents: []});
  expect(JSON.stringify(await read())).not.toContain('Cards');
  const {body: suggestions} = await send(`${url}/suggestions`, 'GET');
  expect(suggestions).toMatchObject([{id: 'cards:x', incident: {name: 'Cards rejected'}}]);

  const adopted = await send(`${url}/suggestions/cards:x/adopt`, 'POST');
  expect(adopted.status).toBe(201);
  const origin = {id: 'cards', name: 'Cards', adopted: 'cards:x'};
  const document = await read();
  expect(documentProblems(document)).toEqual([]);
  expect(document).toMatchObject({
    status: {indicator: 'major'},
    incidents: [{id: adopted.body.id, name: 'Cards rejected', ext: {origin}}],
  });
  expect((await send(`${url}/suggestions`, 'GET')).body[0].adopted_as).toBe(adopted.body.id);
  expect((await send(`${url}/suggestions/cards:x/adopt`, 'POST')).status).toBe(400);

  // It is the operator's own from now on.
  provider.says({...theirs, incidents: []});
  await visit();
  expect((await read()).incidents).toHaveLength(1);
  expect((await send(`${url}/suggestions`, 'GET')).body).toEqual([]);
  const end = {status: 'resolved'};
  expect((await send(`${url}/incidents/${adopted.body.id}/updates`, 'POST', end)).status).toBe(201);
});

test('a word of theirs for where an incident stands gives way to the next of ours', async () => {
  const stands = incident({id: 'x', name: 'Cards rejected', status: 'Under Maintenance'});
  const provider = await startSource({...theirs, incidents: [stands]});
  const {url, read} = await startRelay({providers: [{url: provider.url, name: 'Cards'}]});
  const {body: adopted} = await send(`${url}/suggestions/cards:x/adopt`, 'POST');
  const say = (body: object) => send(`${url}/incidents/${adopted.id}/updates`, 'POST', body);
  const phases = async () => {
    const {message} = statuspage.document(await read());
    return message.type === 'snapshot' && message.snapshot.incidents.map(({phase}) => phase);
  };
  expect(await phases()).toEqual(['in_progress']);
  await say({body: 'Wir prüfen das.'});
  expect(await phases()).toEqual(['in_progress']);
  await say({status: 'identified'});
  expect(await phases()).toEqual(['identified']);
  await say({status: 'resolved'});
  expect(await phases()).toEqual(['resolved']);
  // The word for how it ended stays while the end is repeated.
  await say({status: 'resolved', ext: {phase: 'false_alarm'}});
  await say({status: 'resolved', body: 'Es war nichts.'});
  expect(await phases()).toEqual(['false_alarm']);
});

test('suggestions are for those who may publish', async () => {
  const provider = await startSource(theirs);
  const {url} = await startRelay({providers: [{url: provider.url}], token: 'secret'});
  expect((await send(`${url}/suggestions`, 'GET')).status).toBe(401);
  expect((await send(`${url}/suggestions/x/adopt`, 'POST')).status).toBe(401);
  const authorization = {authorization: 'Bearer secret'};
  expect((await send(`${url}/suggestions`, 'GET', undefined, authorization)).status).toBe(200);
  // Without pages to repeat, the own page is there from the start.
  expect((await send(`${url}/summary.json`, 'GET')).status).toBe(200);
});

test('told to publish, the incidents of a provider are published, and kept in step', async () => {
  const [own, provider] = [await startSource(page()), await startSource(theirs)];
  const {read, visit} = await startRelay({
    from: [{url: own.url}],
    providers: [{url: provider.url, name: 'Cards'}],
    publishProviders: true,
  });
  const document = await read();
  expect(document.incidents).toMatchObject([{id: 'cards:x', ext: {origin: {name: 'Cards'}}}]);
  expect(document.components).toHaveLength(2);
  expect(document.ext.sources).toHaveLength(1);
  expect(document.status.indicator).toBe('major');
  provider.says({...theirs, incidents: []});
  await visit();
  expect((await read()).incidents).toEqual([]);
});

test('no longer green than a provider whose incidents are published answers', async () => {
  const provider = await startSource(page());
  const providers = [{url: provider.url, name: 'Cards'}];
  const {read, visit} = await startRelay({providers, publishProviders: true});
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:00:00.000Z');
  provider.answer(status(500));
  await visit(7200);
  expect(await read()).toMatchObject({
    status: {indicator: 'none'},
    ext: {generated_at: '2026-11-21T10:00:00.000Z'},
  });
  provider.says(page());
  await visit();
  expect((await read()).ext.generated_at).toBe('2026-11-21T12:01:00.000Z');
});

test('a published provider proves nothing before its first answer', async () => {
  const [own, dead] = [await startSource(page()), await startSource(undefined)];
  dead.answer(status(500));
  const from = [{url: own.url}];
  const {read} = await startRelay({
    from,
    providers: [{url: dead.url, name: 'Cards'}],
    publishProviders: true,
  });
  expect((await read()).ext.generated_at < '2026-11-21').toBe(true);
});

test('a silent provider that is only suggested holds back no proof', async () => {
  const [own, provider] = [await startSource(page()), await startSource(page())];
  const {read, visit} = await startRelay({
    from: [{url: own.url}],
    providers: [{url: provider.url, name: 'Cards'}],
  });
  provider.answer(status(500));
  await visit(7200);
  expect((await read()).ext.generated_at).toBe('2026-11-21T12:00:00.000Z');
});
