import {expect, test} from 'vitest';
import {startRelay, startSource} from '../support/relay.js';

const event = {
  ...{arn: 'arn:1', date: '1795255200', status: '2', service: 'shop', service_name: 'Shop'},
  ...{region_name: 'West', summary: 'Orders hang', event_log: []},
};

test('an empty list ends what the format that was named had told', async () => {
  const source = await startSource([event]);
  const {feed, visit} = await startRelay({from: [{url: source.url}], format: 'aws'});
  expect(feed.document()).toMatchObject({
    status: {indicator: 'minor'},
    incidents: [{name: 'Orders hang (Shop, West)'}],
  });
  source.says([]);
  await visit();
  expect(feed.document()).toMatchObject({status: {indicator: 'none'}, incidents: []});
});

test('an empty list of an unknown format is no good news, and is logged', async () => {
  const source = await startSource([]);
  const {told, isReady} = await startAlone(source.url);
  expect(told[0]).toContain('name its format with --format');
  expect(await isReady()).toBe(false);
});

test('an empty list of a format that does not mean well by it says nothing', async () => {
  const source = await startSource([]);
  const {told} = await startRelay({from: [{url: source.url}], format: 'gatus'});
  expect(told[0]).toContain('says nothing of a status');
});

async function startAlone(url: string) {
  const relay = await startRelay({from: [{url}]});
  return {...relay, isReady: async () => (await fetch(`${relay.url}/summary.json`)).ok};
}
