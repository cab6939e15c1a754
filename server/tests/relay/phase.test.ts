import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import {startRelay, startSource} from '../support/relay.js';

test('where an incident stands is not claimed for a source that does not say', async () => {
  const source = await startSource([
    {
      id: 'a1',
      begin: '2026-11-21T09:00:00Z',
      modified: '2026-11-21T09:30:00Z',
      external_desc: 'Uploads fail',
      status_impact: 'SERVICE_DISRUPTION',
      severity: 'medium',
      affected_products: [{id: 'p1', title: 'Storage'}],
      updates: [
        {when: '2026-11-21T09:30:00Z', text: 'Uploads fail.', status: 'SERVICE_DISRUPTION'},
      ],
    },
  ]);
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  await visit();
  const document = feed.document();
  const [incident] = document.incidents;
  // The old word has to be one of five; ours says that it is only the nearest.
  expect(incident).toMatchObject({status: 'investigating', ext: {phase: 'unknown'}});
  expect(incident?.incident_updates[0]).toMatchObject({ext: {phase: 'unknown'}});
  const {message} = statuspage.document(document);
  expect(message).toMatchObject({
    snapshot: {incidents: [{phase: 'unknown', updates: [{phase: 'unknown'}]}]},
  });
});
