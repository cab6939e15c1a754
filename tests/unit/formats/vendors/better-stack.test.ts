import {expect, test} from 'vitest';
import {betterStack} from '../../../../src/formats/vendors/better-stack.ts';
import {isCurrent} from '../../../../src/store/ended.ts';
import {documentOf} from '../documents.ts';
import {read, readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);

test('sections with members become groups', () => {
  const {page, components, incidents, maintenances} = readFixture(betterStack, 'healthy');
  expect(page).toMatchObject({
    name: 'Acme',
    url: 'https://status.acme.example/',
    updatedAt: at('2026-11-21T09:50:00Z'),
    level: 'operational',
    headline: '',
  });
  expect(components).toEqual([
    {id: 'group 1', name: 'Shop', level: 'operational', group: true, groupId: undefined},
    {id: '1', name: 'API', level: 'operational', group: false, groupId: 'group 1'},
    {id: '2', name: 'Web', level: 'operational', group: false, groupId: 'group 1'},
  ]);
  expect([...incidents, ...maintenances]).toEqual([]);
});

test('what is not monitored is unknown, and a group as bad as its worst member', () => {
  const {page, components} = readFixture(betterStack, 'incident');
  expect(page).toMatchObject({level: 'degraded', headline: 'We are moving house.'});
  expect(components.map(({name, level}) => [name, level])).toEqual([
    ['Shop', 'major'],
    ['API', 'major'],
    ['Web', 'degraded'],
    ['Docs', 'unknown'],
  ]);
});

test('a report without an end is open, whatever it says', () => {
  const [open] = readFixture(betterStack, 'incident').incidents;
  expect(open).toMatchObject({
    id: '11',
    title: 'Web is slow',
    phase: 'unknown',
    level: 'degraded',
    startedAt: at('2026-11-21T09:00:00Z'),
    resolvedAt: undefined,
    expiresAt: undefined,
    components: [{id: '2', name: ''}],
    updates: [
      {id: '22', body: 'It is the cache.', at: at('2026-11-21T09:20:00Z'), phase: 'unknown'},
      {id: '21', body: 'We look into it.', at: at('2026-11-21T09:05:00Z'), phase: 'unknown'},
    ],
  });

  const document = documentOf('better-stack/incident');
  const report = document.included.find(({id}: any) => id === '11');
  report.attributes.aggregate_state = 'resolved';
  expect(read(betterStack, document).incidents[0]).toMatchObject({
    id: '11',
    phase: 'unknown',
    level: 'notice',
  });
});

test('a report with an end is open until then by the reader’s clock, unless the document proves it over', () => {
  const {incidents} = readFixture(betterStack, 'incident');
  expect(incidents.slice(1)).toMatchObject([
    // Ends after all the document says: nobody knows yet.
    {id: '14', phase: 'unknown', level: 'major', expiresAt: at('2026-11-21T10:05:00Z')},
    // Ends later too, but its last update says all is well.
    {id: '13', phase: 'resolved', expiresAt: undefined, updates: [{phase: 'resolved'}]},
    // The page was written after its end.
    {id: '12', phase: 'resolved', resolvedAt: at('2026-11-20T09:10:00Z')},
  ]);
  const current = (time: string) =>
    incidents.filter((item) => isCurrent(item, at(time))).map(({id}) => id);
  expect(current('2026-11-21T10:00:00Z')).toEqual(['11', '14']);
  expect(current('2026-11-21T10:06:00Z')).toEqual(['11']);
});

test('planned work runs by the reader’s clock', () => {
  const {page, maintenances} = readFixture(betterStack, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {
      id: '33',
      title: 'More disks',
      phase: 'unknown',
      level: 'maintenance',
      scheduledFor: at('2026-11-28T09:00:00Z'),
      scheduledUntil: at('2026-11-28T11:00:00Z'),
      expiresAt: at('2026-11-28T11:00:00Z'),
    },
    {id: '31', title: 'New disks', phase: 'unknown', expiresAt: at('2026-11-21T11:00:00Z')},
    {id: '32', title: 'Old disks', phase: 'completed', expiresAt: undefined},
  ]);
});

test('all may be in one list; without a roll-up, what may be over does not keep the page red', () => {
  const {page, components, incidents} = readFixture(betterStack, 'odd');
  expect(page).toMatchObject({name: '', level: 'degraded'});
  expect(components).toMatchObject([
    {id: 'group 7', name: 'Shop', group: true},
    {id: '1', name: 'API', groupId: 'group 7'},
    {id: '2', name: 'Web', groupId: 'group 7'},
  ]);
  expect(incidents).toMatchObject([
    {id: '42', title: 'Web blinks', phase: 'unknown', level: 'degraded'},
    {id: '41', title: 'It was down', phase: 'unknown', level: 'major'},
  ]);
});

test('open reports are read, however long the history', () => {
  const document = documentOf('better-stack/healthy');
  const report = (id: number, ends_at: string | null) => ({
    id: String(id),
    type: 'status_report',
    attributes: {title: `Report ${id}`, report_type: 'manual', ends_at},
  });
  for (let id = 100; id < 200; id++) document.included.push(report(id, '2026-01-01T00:00:00Z'));
  document.included.push(report(200, null));
  expect(read(betterStack, document).incidents[0]).toMatchObject({id: '200', phase: 'unknown'});
});
