import {expect, test} from 'vitest';
import {statuspage} from 'outage-widgets/core.js';
import {documentProblems} from '../../src/schema.js';
import {incident, page, startRelay, startSource} from '../support/relay.js';

test.each([
  ['does not give', undefined],
  ['writes in a form that nobody reads', 'Saturday at ten'],
])('a time that the page %s stays unknown', async (_what, time) => {
  const times = {created_at: time, updated_at: time};
  const update = {id: 'u', status: 'identified', body: 'We look.', display_at: time};
  const work = {id: 'm1', name: 'Upgrade', status: 'scheduled', scheduled_for: time, ...times};
  const source = await startSource(
    page({
      incidents: [incident({...times, incident_updates: [update]})],
      scheduled_maintenances: [work],
    }),
  );
  const {visit, feed} = await startRelay({from: [{url: source.url}]});
  await visit();
  const document = feed.document();
  expect(documentProblems(document)).toEqual([]);
  const {message} = statuspage.document(document);
  const {incidents, maintenances} =
    message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
  const [first] = incidents;
  expect([first?.startedAt, first?.updatedAt, first?.updates[0]?.at]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([maintenances[0]?.startedAt, maintenances[0]?.scheduledFor]).toEqual([
    undefined,
    undefined,
  ]);
});
