import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import {incident, page, startRelay, startSource} from '../support/relay.js';

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

test.each([
  ['in_progress', 'identified'],
  ['verifying', 'monitoring'],
  ['completed', 'resolved'],
  ['cancelled', 'resolved'],
])('planned work among the incidents keeps its phase: %s', async (phase, nearest) => {
  const updates = [{id: 'u', status: phase, body: '', display_at: '2026-11-21T09:55:00Z'}];
  const source = await startSource(
    page({
      incidents: [
        incident({status: phase, updated_at: '2026-11-21T09:55:00Z', incident_updates: updates}),
      ],
    }),
  );
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  await visit();
  const document = feed.document();
  expect(document.incidents).toMatchObject([{status: nearest}]);
  expect(statuspage.document(document).message).toMatchObject({
    snapshot: {incidents: [{phase, updates: [{phase}]}]},
  });
});

test.each(['cancelled', 'Canceled'])('work that was called off stays so: %s', async (word) => {
  const work = {
    id: 'm1',
    name: 'Database upgrade',
    status: word,
    scheduled_for: '2026-11-21T09:30:00Z',
    updated_at: '2026-11-21T09:55:00Z',
    incident_updates: [
      {id: 'u', status: word, body: 'Called off.', display_at: '2026-11-21T09:55:00Z'},
    ],
  };
  const source = await startSource(page({scheduled_maintenances: [work]}));
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  await visit();
  const document = feed.document();
  expect(document.scheduled_maintenances).toMatchObject([{status: 'completed'}]);
  expect(statuspage.document(document).message).toMatchObject({
    snapshot: {maintenances: [{phase: 'cancelled', updates: [{phase: 'cancelled'}]}]},
  });
});
