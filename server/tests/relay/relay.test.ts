import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource, status} from '../support/relay.js';
import {send} from '../support/server.js';
import {subscribe} from '../support/subscriber.js';

test('what a page says is published, strict and in UTC, and nothing it does not say', async () => {
  const source = await startSource(
    page({
      status: {indicator: 'major', description: 'Partial trouble'},
      components: [
        {id: 'c1', name: 'Payments', status: 'partial_outage'},
        {id: 'c2', name: 'Exports', status: 'glowing'},
      ],
      incidents: [incident()],
      scheduled_maintenances: [
        {
          id: 'm1',
          name: 'Upgrade',
          status: 'scheduled',
          impact: 'maintenance',
          created_at: '2026-11-20T10:00:00Z',
          scheduled_for: '2026-11-22T01:00:00+02:00',
          scheduled_until: '2026-11-22T03:00:00+02:00',
          incident_updates: [],
        },
      ],
    }),
  );
  const {read} = await startRelay({from: [{url: source.url}]});
  const document = await read();
  const origin = {id: '127-0-0-1', name: 'Acme', url: 'https://status.acme.example/'};
  expect(documentProblems(document)).toEqual([]);
  expect(document).toMatchObject({
    page: {name: 'Acme', url: 'https://status.acme.example/'},
    status: {indicator: 'major', description: 'Partial trouble'},
    components: [
      {id: 'c1', status: 'partial_outage', ext: {origin}},
      {id: 'c2', status: 'degraded_performance', ext: {level: 'unknown', origin}},
    ],
    incidents: [
      {
        id: 'i1',
        status: 'identified',
        impact: 'major',
        created_at: '2026-11-21T08:00:00.000Z',
        components: [{id: 'c1', name: 'Payments', status: 'partial_outage'}],
        incident_updates: [{id: 'u1', body: '<p>We see <strong>why</strong>.</p>'}],
        ext: {origin},
      },
    ],
    scheduled_maintenances: [
      {
        id: 'm1',
        scheduled_for: '2026-11-21T23:00:00.000Z',
        scheduled_until: '2026-11-22T01:00:00.000Z',
      },
    ],
    ext: {sources: [{...origin, level: 'partial', description: 'Partial trouble'}]},
  });
});

test.each([
  ['a summary word nobody knows', {status: {indicator: 'purple'}}],
  ['no summary at all', {status: undefined}],
])('%s is unknown, and never well', async (_name, more) => {
  const source = await startSource(page(more));
  const {read} = await startRelay({from: [{url: source.url}]});
  expect((await read()).status).toEqual({indicator: 'minor', ext: {level: 'unknown'}});
});

test('an incident without impact is not made smaller or larger than it is', async () => {
  const source = await startSource(page({incidents: [incident({impact: undefined})]}));
  const {read} = await startRelay({from: [{url: source.url}]});
  const document = await read();
  expect(document.incidents[0]).toMatchObject({impact: 'minor', ext: {level: 'unknown'}});
  expect(documentProblems(document)).toEqual([]);
});

test('two things with one id are both shown', async () => {
  const twice = [incident(), incident({name: 'Worse', impact: 'critical'})];
  const source = await startSource(page({incidents: twice}));
  const {read, visit, rev} = await startRelay({from: [{url: source.url}]});
  expect((await read()).incidents.map(({id, name}: any) => [id, name])).toEqual([
    ['i1', 'Payments fail'],
    ['i1~2', 'Worse'],
  ]);
  const before = rev();
  await visit();
  expect(rev()).toBe(before);
});

test('before the first answer there is no page, neither green nor red', async () => {
  const source = await startSource(undefined);
  source.answer(status(500));
  const {url, visit, feed} = await startRelay({from: [{url: source.url}]});
  for (const path of ['/feed', '/summary.json']) {
    const answer = await send(`${url}${path}`, 'GET');
    expect(answer).toMatchObject({
      status: 503,
      body: {error: expect.stringContaining('No source')},
    });
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
  const stream = await send(`${url}/feed`, 'GET', undefined, {accept: 'text/event-stream'});
  expect(stream.status).toBe(503);
  // What a hub or a file could show meanwhile is not green either.
  expect(feed.document().status).toEqual({
    indicator: 'minor',
    ext: {level: 'unknown'},
  });
  source.says(page());
  await visit();
  expect((await send(`${url}/feed`, 'GET')).status).toBe(200);
});

test('the first answer is told once it is kept, and not before', async () => {
  const source = await startSource(undefined);
  source.answer(status(500));
  const {url, planned, clock, settled} = await startRelay({from: [{url: source.url}]});
  source.says(page());
  clock.advance(60);
  for (const {task} of planned.splice(0)) task();
  const told: number[] = [];
  do {
    const answer = await send(`${url}/feed`, 'GET');
    if (answer.status === 200) told.push(answer.body.components.length);
  } while (told.length === 0);
  await settled();
  expect(told).toEqual([2]);
});

test('what the operator says is shown before any page has answered', async () => {
  const source = await startSource(undefined);
  source.answer(status(500));
  const {url, read} = await startRelay({from: [{url: source.url}]});
  await send(`${url}/incidents`, 'POST', {name: 'All is down', impact: 'critical'});
  expect(await read()).toMatchObject({
    status: {indicator: 'critical'},
    incidents: [{name: 'All is down'}],
  });
});

test('no hostile document stops the relay, or makes it publish what readers refuse', async () => {
  const file = new URL('../../../tests/fixtures/hostile-status-docs.json', import.meta.url);
  const {docs}: {docs: {id: string; raw?: string}[]} = JSON.parse(readFileSync(file, 'utf8'));
  const long = incident({
    incident_updates: Array.from({length: 5000}, (_, index) => ({
      id: `u${index}`,
      status: 'identified',
      body: 'x'.repeat(300),
      display_at: '2026-11-21T09:30:00Z',
    })),
  });
  const many = Array.from({length: 3000}, (_, index) => incident({id: `i${index}`}));
  const texts = [
    ...docs.flatMap(({raw}) => raw ?? []),
    '['.repeat(100_000) + ']'.repeat(100_000),
    JSON.stringify(page({incidents: [long]})),
    JSON.stringify(page({incidents: many})),
  ];
  const source = await startSource(page());
  const {visit, feed, told} = await startRelay({from: [{url: source.url}]});
  const refused: string[] = [];
  for (const text of texts) {
    source.answer((_request, response) => response.end(text));
    const before = told.length;
    await visit();
    expect(documentProblems(feed.document())).toEqual([]);
    refused.push(...told.slice(before).filter((line) => line.startsWith('bad')));
  }
  expect(feed.document().incidents).toHaveLength(50);
  expect(refused.filter((line) => !/neither JSON|no status document|is empty/.test(line))).toEqual(
    [],
  );
});

test('an odd link is left out, and the incident told', async () => {
  const links = ['https://a.example/a|b', 'https://a.example/%zz', 'http://x.localhost/'];
  const incidents = links.map((shortlink, index) => incident({id: `i${index}`, shortlink}));
  const source = await startSource(page({incidents}));
  const {feed} = await startRelay({from: [{url: source.url}]});
  expect(feed.document().incidents).toHaveLength(3);
  expect(feed.document().incidents.every(({shortlink}) => shortlink === undefined)).toBe(true);
});

test('an end of which nobody knows when is not told again and again', async () => {
  const undated = {id: 'i1', name: 'Over', status: 'resolved', impact: 'minor'};
  const source = await startSource(page({incidents: [undated]}));
  const {feed} = await startRelay({from: [{url: source.url}]});
  expect(feed.document().incidents).toEqual([]);
});

test.each([
  ['{}', 'The answer is no status document: it says nothing of a status.'],
  ['<!doctype html><html><body>Sign in</body></html>', 'The answer is an HTML page'],
  ['{"levels": ["NORMAL", "ERROR"]}', 'The answer is no status document'],
  ['{"page": {"id": "x"}}', 'The answer is no status document'],
  ['{"page": ', 'The answer is neither JSON nor XML.'],
])('%s is refused in a plain sentence', async (text, sentence) => {
  const source = await startSource(undefined);
  source.answer((_request, response) => response.end(text));
  const {url, told} = await startRelay({from: [{url: source.url}]});
  expect(told).toEqual([expect.stringContaining(`bad: 127.0.0.1: ${sentence}`)]);
  expect((await send(`${url}/summary.json`, 'GET')).status).toBe(503);
});

test('the same trouble is said once, and its end too', async () => {
  const source = await startSource(page());
  const {told, visit} = await startRelay({from: [{url: source.url}]});
  source.answer(status(500));
  await visit();
  await visit();
  source.answer(status(403));
  await visit();
  source.says(page());
  await visit();
  expect(told).toEqual([
    'good: Acme: Statuspage, 2 components, 0 open incidents',
    'bad: Acme: It answers with status 500. Next try in 30 s.',
    'bad: Acme: It answers with status 403. Next try in 120 s.',
    'good: Acme answers again.',
  ]);
});

test('only what differs is published, and every reader hears of it', async () => {
  const source = await startSource(page());
  const {url, visit, rev, feed} = await startRelay({from: [{url: source.url}]});
  const first = rev();
  await visit();
  source.says(page({page: {...page().page, updated_at: '2026-11-21T10:01:00Z'}}));
  await visit();
  source.says(page({components: [...page().components].reverse()}));
  await visit();
  expect(rev()).toBe(first);
  const reader = await subscribe(url);
  await reader.next();
  source.says(page({incidents: [incident()]}));
  await visit();
  const news = await reader.next();
  expect(news?.data.incidents[0]).toMatchObject({id: 'i1', ext: {revision: 1}});
  source.says(page({incidents: [incident({status: 'monitoring'})]}));
  await visit();
  expect(feed.document().incidents[0]?.ext?.revision).toBe(2);
  expect(rev()).toBe(first + 2);
});

test('what is gone from the page goes, and an end is told for a quarter of an hour', async () => {
  const source = await startSource(page({incidents: [incident(), incident({id: 'i2'})]}));
  const {visit, feed, rev} = await startRelay({from: [{url: source.url}]});
  const ended = incident({status: 'resolved', resolved_at: '2026-11-21T10:00:30Z'});
  source.says(page({incidents: [ended]}));
  await visit();
  const ids = () => feed.document().incidents.map((event) => `${event.id} ${event.status}`);
  expect(ids()).toEqual(['i1 resolved']);
  source.says(page());
  await visit();
  expect(ids()).toEqual(['i1 resolved']);
  await visit(900);
  await feed.beat();
  expect(ids()).toEqual([]);
  // A page that lists what ended long ago brings nothing back.
  const before = rev();
  source.says(page({incidents: [ended]}));
  await visit();
  expect(rev()).toBe(before);
});

test('an unchanged page is asked for by its tag, and 304 confirms it', async () => {
  const source = await startSource(page());
  source.answer((request, response) => {
    response.setHeader('etag', '"one"');
    if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end();
    else response.end(JSON.stringify(page()));
  });
  const {visit, read, rev} = await startRelay({from: [{url: source.url}]});
  const before = rev();
  await visit(60);
  expect(source.requests[1]?.headers['if-none-match']).toBe('"one"');
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:01:00.000Z');
  expect(rev()).toBe(before);
});

test('a silent source lets green expire; what is broken stays', async () => {
  const source = await startSource(page({incidents: [incident()]}));
  const {visit, read} = await startRelay({from: [{url: source.url}]});
  source.answer((request) => request.socket.destroy());
  for (let hour = 0; hour < 3; hour++) await visit(3600);
  const document = await read();
  expect(document.ext.generated_at).toBe('2026-11-21T10:00:00.000Z');
  expect(document.incidents).toHaveLength(1);
});

test('what was confirmed by a clock that was ahead does not stay green until then', async () => {
  const source = await startSource(page());
  const {visit, read, clock} = await startRelay({from: [{url: source.url}]});
  const day = 86_400;
  source.says(page({incidents: [incident()]}));
  await visit(400 * day);
  clock.advance(-400 * day);
  source.answer((request) => request.socket.destroy());
  await visit();
  const document = await read();
  expect(document.ext.generated_at < '2026-11-21T10:02').toBe(true);
  expect(document.incidents).toHaveLength(1);
  source.says(page());
  await visit();
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:02:00.000Z');
});

test.each([{status: 'ok'}, {status: 'UP', version: '1'}])(
  'what another program says in the place of the page, %j, is not the page',
  async (other) => {
    const source = await startSource(page({incidents: [incident()]}));
    const {visit, feed, told} = await startRelay({from: [{url: source.url}]});
    source.says(other);
    await visit();
    expect(told.at(-1)).toMatch(/as any program has one|no status document/);
    expect(feed.document().incidents).toHaveLength(1);
    source.says(page());
    await visit();
    expect(told.at(-1)).toBe('good: Acme answers again.');
  },
);

test('the page is heard, whatever answered for it when the relay began', async () => {
  const source = await startSource({status: 'ok'});
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  source.says(page({incidents: [incident()]}));
  await visit();
  expect(feed.document().incidents).toHaveLength(1);
});

test('an old copy of a cache confirms no more than it says', async () => {
  const made = {schema: '1', epoch: 'a', rev: 7, generated_at: '2026-11-21T09:58:00Z'};
  const source = await startSource(page({ext: made}));
  const {visit, read} = await startRelay({from: [{url: source.url}]});
  expect((await read()).ext.generated_at).toBe('2026-11-21T09:58:00.000Z');
  await visit();
  expect((await read()).ext.generated_at).toBe('2026-11-21T09:58:00.000Z');
  source.answer((_request, response) => {
    response.setHeader('age', '45');
    response.end(JSON.stringify(page()));
  });
  await visit();
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:01:10.000Z');
});

test('an old "all fine" does not hide an outage, unless the page insists', async () => {
  const at = (time: string) => ({page: {...page().page, updated_at: time}});
  const source = await startSource(page({...at('2026-11-21T09:30:00Z'), incidents: [incident()]}));
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  source.says(page(at('2026-11-21T09:00:00Z')));
  await visit();
  await visit();
  expect(feed.document().incidents).toHaveLength(1);
  expect(feed.document().ext.generated_at).toBe('2026-11-21T10:00:00.000Z');
  await visit();
  expect(feed.document().incidents).toHaveLength(0);
});

test('an earlier rev of an epoch never hides an outage; another epoch begins anew', async () => {
  const made = (epoch: string, rev: number, at: string) => ({
    ext: {schema: '1', epoch, rev, generated_at: `2026-11-21T${at}Z`},
  });
  const source = await startSource(page({...made('a', 8, '09:59:00'), incidents: [incident()]}));
  const {visit, feed, told} = await startRelay({from: [{url: source.url}]});
  // The time of a copy may be anything: within an epoch its rev decides.
  source.says(page(made('a', 7, '10:30:00')));
  for (let count = 0; count < 6; count++) await visit();
  expect(feed.document().incidents).toHaveLength(1);
  expect(feed.document().ext.sources?.[0]?.generated_at).toBe('2026-11-21T09:59:00.000Z');
  expect(told.filter((line) => line.includes('older copy'))).toHaveLength(1);
  source.says(page(made('b', 1, '09:30:00')));
  for (let count = 0; count < 3; count++) await visit();
  expect(feed.document().incidents).toHaveLength(0);
  expect(told.at(-1)).toBe('good: Acme answers again.');
});

test('a restart does not make an old copy new', async () => {
  const made = (at: string) => ({ext: {schema: '1', generated_at: `2026-11-21T${at}Z`}});
  const source = await startSource(page({...made('09:59:00'), incidents: [incident()]}));
  const first = await startRelay({from: [{url: source.url}]});
  await first.close();
  source.says(page(made('09:40:00')));
  const {visit, feed, told} = await startRelay({from: [{url: source.url}], file: first.file});
  expect(feed.document().incidents).toHaveLength(1);
  expect(told).toEqual([]);
  source.says(page(made('10:00:00')));
  await visit();
  expect(feed.document().incidents).toHaveLength(0);
});

test('after a restart the page is there at once, as old as it is', async () => {
  const source = await startSource(page({incidents: [incident()]}));
  const first = await startRelay({from: [{url: source.url}]});
  const {epoch, rev} = first.feed.document().ext;
  await first.close();
  source.answer(status(500));
  const second = await startRelay({from: [{url: source.url}], file: first.file});
  second.clock.advance(3600);
  const document = await second.read();
  expect(document.incidents).toHaveLength(1);
  expect(document.ext).toMatchObject({epoch, rev, generated_at: '2026-11-21T10:00:00.000Z'});
  source.says(page({incidents: [incident()]}));
  await second.visit();
  expect((await second.read()).ext).toMatchObject({epoch, rev});
  expect(second.told.at(-1)).toBe('good: Acme: Statuspage, 2 components, 1 open incident');
});

test('what a page said goes when it is no source any more', async () => {
  const source = await startSource(page({incidents: [incident()]}));
  const first = await startRelay({from: [{url: source.url}]});
  await first.close();
  const other = await startSource(page());
  const second = await startRelay({from: [{url: other.url, name: 'Other'}], file: first.file});
  expect(second.feed.document().incidents).toEqual([]);
  expect(second.feed.document().components.map(({ext}) => ext?.origin?.id)).toEqual([
    'other',
    'other',
  ]);
});

test('one request at a time', async () => {
  const source = await startSource(page());
  source.answer((_request, response) => {
    setImmediate(() => response.end(JSON.stringify(page())));
  });
  const from = ['a', 'b', 'c'].map((name) => ({url: `${source.url}?${name}`, name}));
  const {visit} = await startRelay({from});
  await visit();
  expect(source.requests).toHaveLength(6);
  expect(source.most()).toBe(1);
});

test('Retry-After is obeyed, and a slow page is given up', async () => {
  const source = await startSource(page());
  const {planned, visit, told} = await startRelay({from: [{url: source.url}], timeoutMs: 50});
  expect(planned[0]?.ms).toBe(60_000);
  source.answer(status(503, {'retry-after': '120'}));
  await visit();
  expect(planned[0]?.ms).toBe(180_000);
  source.answer(() => undefined);
  await visit();
  expect(told.at(-1)).toBe('bad: Acme: No answer within 0.05 s. Next try in 60 s.');
});

test('a redirect is followed at home, and not into a strange network', async () => {
  const source = await startSource(page());
  const other = await startSource(page());
  source.answer((request, response) => {
    if (request.url === '/moved.json') response.end(JSON.stringify(page()));
    else response.writeHead(301, {location: '/moved.json'}).end();
  });
  const {told, visit} = await startRelay({from: [{url: source.url}]});
  expect(told).toEqual(['good: Acme: Statuspage, 2 components, 0 open incidents']);
  source.answer(status(302, {location: other.url}));
  await visit();
  expect(told.at(-1)).toContain('redirects to an address that is not followed');
  expect(other.requests).toHaveLength(0);
});

test.each([
  'https://localhost./',
  'https://intranet/',
  'https://db.internal/',
  'https://nas.local./',
  'https://2130706433/',
  'https://[::1]/',
])('nobody sends us to %s', async (location) => {
  const asked: string[] = [];
  const {told} = await startRelay({
    from: [{url: 'https://status.acme.example/'}],
    async fetch(url) {
      asked.push(url as string);
      return new Response(null, {status: 302, headers: {location}});
    },
  });
  expect(asked).toEqual(['https://status.acme.example/']);
  expect(told[0]).toContain('redirects to an address that is not followed');
});

test('a refusal that never ends is not listened to', async () => {
  const source = await startSource(page());
  const left = new Promise((resolve) =>
    source.answer((_request, response) => {
      response.on('close', resolve);
      response.writeHead(503).write('Sorry');
    }),
  );
  const {told} = await startRelay({from: [{url: source.url}]});
  expect(told[0]).toContain('status 503');
  await left;
});

test('while an incident is open the page is asked more often', async () => {
  const source = await startSource(page({incidents: [incident()]}));
  const {planned} = await startRelay({from: [{url: source.url}]});
  expect(planned[0]?.ms).toBe(30_000);
});

test('the address of a source is told to nobody: it may hold a key', async () => {
  const source = await startSource(page({page: {name: 'Acme'}}));
  const url = source.url.replace('summary.json', 'k3y/summary.json?key=k3y');
  const {read} = await startRelay({from: [{url}]});
  const document = await read();
  expect(document.ext.sources[0].url).toBe(new URL('/', source.url).href);
  expect(JSON.stringify(document)).not.toContain('k3y');
});

test('a page larger than we take is refused', async () => {
  const source = await startSource(page());
  source.answer((_request, response) => response.end(`{"a": "${'x'.repeat(3 * 1024 * 1024)}"}`));
  const {told} = await startRelay({from: [{url: source.url}]});
  expect(told[0]).toContain('larger than 2 MiB');
});

test('closing ends a visit under way', async () => {
  const source = await startSource(page());
  const {visit, close, planned} = await startRelay({from: [{url: source.url}]});
  const asked = new Promise<void>((resolve) => source.answer(() => resolve()));
  void visit();
  await asked;
  await close();
  expect(planned).toEqual([]);
});
