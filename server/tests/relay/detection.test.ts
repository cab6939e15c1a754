import {expect, test} from 'vitest';
import {page, startRelay, startSource} from '../support/relay.js';

test.each([
  {state: 'operational', issues: []},
  {config: {}, conditions: {}},
  {statusReports: [], pageComponents: []},
  {is: 'index', systems: []},
])('a page of Statuspage stays one, whatever else it says: %j', async (more) => {
  const status = {indicator: 'critical', description: 'Orders hang'};
  const source = await startSource({...page({status}), ...more});
  const {feed} = await startRelay({from: [{url: source.url}]});
  expect(feed.document().status).toEqual(status);
});
