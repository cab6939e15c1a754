import {createFormat} from 'outage-widgets/formats.js';
import {expect, test} from 'vitest';
import {sourceAdapters} from '../../src/sources/adapters.js';
import {statuspageList} from '../../src/sources/statuspage-list.js';

const update = {
  id: 'u1',
  status: 'identified',
  body: 'A disk.',
  display_at: '2026-11-21T10:00:00Z',
};
const open = {
  id: 'i1',
  name: 'Orders hang',
  status: 'identified',
  impact: 'critical',
  incident_updates: [update],
};
const over = {...open, id: 'i2', status: 'resolved', resolved_at: '2026-11-21T09:00:00Z'};
const page = {id: 'p', name: 'Acme'};

function read(document: unknown) {
  expect(sourceAdapters.find(({matches}) => matches(document))).toBe(statuspageList);
  const {message} = createFormat(sourceAdapters).document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

test('a list of incidents is as bad as the worst that is open, with or without its page', () => {
  expect(read({page, incidents: [over, open]})).toMatchObject({
    page: {name: 'Acme', level: 'major'},
    incidents: [{phase: 'identified', level: 'major'}, {phase: 'resolved'}],
  });
  expect(read({incidents: [open]}).page.level).toBe('major');
});

test('a list of work is as bad as what is under way, and one of components as they are', () => {
  const work = {...open, status: 'in_progress', scheduled_for: '2026-11-21T09:00:00Z'};
  expect(read({page, scheduled_maintenances: [work]}).page.level).toBe('maintenance');
  const shop = {id: 'c1', name: 'Shop', status: 'partial_outage'};
  expect(read({page, components: [shop]}).page.level).toBe('partial');
  expect(read({components: [shop]}).page.level).toBe('partial');
});

test('no trouble in a list does not say that all is well', () => {
  const shop = {id: 'c1', name: 'Shop', status: 'operational'};
  expect(read({page, components: [shop]}).page.level).toBe('unknown');
  expect(read({page, incidents: [over]}).page.level).toBe('unknown');
  expect(read({page, incidents: []}).page.level).toBe('unknown');
});

test('what has a summary is no list, and lists of anything else are not Statuspage’s', () => {
  for (const document of [
    {page, status: {indicator: 'none'}, incidents: []},
    {incidents: [{id: 1, name: 'A ticket'}]},
    {page, incident: open},
    {page},
    [],
    null,
  ]) {
    expect(statuspageList.matches(document)).toBe(false);
  }
  const broken = statuspageList.translate({page, components: [], incidents: 'none'}, {});
  expect(() => createFormat([]).document(broken)).toThrow();
});

test('planned work among the incidents is planned work, with its window', () => {
  const work = {
    ...open,
    id: 'm1',
    name: 'New disks',
    status: 'scheduled',
    impact: 'maintenance',
    scheduled_for: '2026-11-22T08:00:00+02:00',
    scheduled_until: '2026-11-22T09:00:00+02:00',
  };
  expect(read({page, incidents: [work, over]})).toMatchObject({
    page: {level: 'unknown'},
    incidents: [{id: 'i2'}],
    maintenances: [
      {
        phase: 'scheduled',
        scheduledFor: Date.UTC(2026, 10, 22, 6),
        scheduledUntil: Date.UTC(2026, 10, 22, 7),
      },
    ],
  });
});

test('an old incident that is still open is found in a long history', () => {
  const history = Array.from({length: 60}, (_, index) => ({...over, id: `old ${index}`}));
  expect(read({page, incidents: [...history, open]})).toMatchObject({
    page: {level: 'major'},
    incidents: {0: {id: 'i1'}},
  });
});
