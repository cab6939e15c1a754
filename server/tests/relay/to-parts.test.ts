import {expect, test} from 'vitest';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource} from '../support/relay.js';

test('of components that share an id or a name the first counts, as group and as affected', async () => {
  const components = [
    {id: 'eu', name: 'Europe', status: 'operational', group: true},
    {id: 'eu', name: 'Twin', status: 'operational', group: true},
    {id: 'a', name: 'API', status: 'major_outage', group_id: 'eu'},
    {id: 'b', name: 'API', status: 'operational', group_id: 'nowhere'},
  ];
  const affected = [
    {id: 'eu', name: 'Europe'},
    {id: 'x', name: 'API'},
  ];
  const source = await startSource(
    page({components, incidents: [incident({components: affected})]}),
  );
  const {read} = await startRelay({from: [{url: source.url}]});
  const document = await read();
  expect(documentProblems(document)).toEqual([]);
  expect(document.components.map(({id, group_id}: any) => [id, group_id])).toEqual([
    ['eu', undefined],
    ['eu~2', undefined],
    ['a', 'eu'],
    ['b', undefined],
  ]);
  expect(document.incidents[0].components).toMatchObject([
    {id: 'eu', name: 'Europe'},
    {id: 'a', name: 'API', status: 'major_outage'},
  ]);
});
