import {expect, test} from 'vitest';
import {startRelay, startSource} from '../support/relay.js';

const endpoints = [{name: 'API', key: 'api', results: [{success: true}]}];
const announcement = {timestamp: '2026-11-21T09:00:00Z', type: 'outage', message: 'Cards fail'};

/** A page in two documents, as Gatus has it. */
async function startPair() {
  const source = await startSource(endpoints);
  let config: {code: number; value?: unknown} = {code: 200, value: {announcements: [announcement]}};
  source.answer((request, response) => {
    const {code, value} = request.url?.endsWith('/config') ? config : {code: 200, value: endpoints};
    response.writeHead(code).end(JSON.stringify(value));
  });
  const from = [{url: new URL('/api/v1/endpoints/statuses', source.url).href}];
  return {source, from, hasConfig: (code: number, value?: unknown) => (config = {code, value})};
}

test('a companion that cannot be fetched keeps its content and proves nothing', async () => {
  const {source, from, hasConfig} = await startPair();
  const {feed, visit, read} = await startRelay({from});
  expect(source.most()).toBe(1);
  expect(feed.document().incidents).toMatchObject([{name: 'Cards fail'}]);
  hasConfig(500);
  await visit();
  hasConfig(403);
  await visit();
  hasConfig(404);
  await visit();
  expect(feed.document().incidents).toHaveLength(1);
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:00:00.000Z');
  hasConfig(200, {announcements: []});
  await visit();
  expect(feed.document().incidents).toHaveLength(0);
  expect((await read()).ext.generated_at).toBe('2026-11-21T10:04:00.000Z');
});

test('trouble with a second document is said, and its Retry-After obeyed', async () => {
  const {source, from, hasConfig} = await startPair();
  const {visit, told, planned} = await startRelay({from});
  hasConfig(500);
  await visit();
  await visit();
  expect(told.slice(1)).toEqual([expect.stringMatching(/^bad: .*status 500\. Next try in/)]);
  hasConfig(200, {announcements: []});
  await visit();
  expect(told.at(-1)).toMatch(/^good: .* answers again\.$/);
  source.answer((request, response) => {
    const asked = request.url?.endsWith('/config');
    response.writeHead(asked ? 429 : 200, {'retry-after': '1000'});
    response.end(JSON.stringify(endpoints));
  });
  await visit();
  expect(planned[0]?.ms).toBe(1_500_000);
});

test('a second document that is not for us is no part of the page', async () => {
  const {from, hasConfig} = await startPair();
  hasConfig(401);
  const {read} = await startRelay({from});
  expect(await read()).toMatchObject({
    incidents: [],
    ext: {generated_at: '2026-11-21T10:00:00.000Z'},
  });
});

test('a second document that was never had is waited for, but not for ever', async () => {
  const {from, hasConfig} = await startPair();
  hasConfig(500);
  const {feed, visit} = await startRelay({from});
  await visit();
  await visit();
  expect(feed.document().components).toEqual([]);
  await visit();
  expect(feed.document().components).toMatchObject([{name: 'API', status: 'operational'}]);
});
