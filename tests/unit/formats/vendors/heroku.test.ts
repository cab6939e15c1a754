import {expect, test} from 'vitest';
import {heroku} from '../../../../src/formats/vendors/heroku.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('three systems are all there is', () => {
  const snapshot = readFixture(heroku, 'healthy');
  expect(snapshot.page.level).toBe('operational');
  expect(levelsOf(snapshot)).toEqual([
    ['Apps', 'operational'],
    ['Data', 'operational'],
    ['Tools', 'operational'],
  ]);
});

test('an incident has neither an id nor a weight', () => {
  const snapshot = readFixture(heroku, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot).slice(0, 2)).toEqual([
    ['Apps', 'major'],
    ['Data', 'degraded'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: 'https://status.acme.example/incidents/1',
      title: 'Routing errors',
      phase: 'unknown',
      level: 'unknown',
      startedAt: at(10),
      url: 'https://status.acme.example/incidents/1',
      updates: [
        {phase: 'monitoring', body: 'A fix is in place.', at: at(10, 30)},
        {phase: 'unknown', body: 'Some requests fail.', at: at(10, 5)},
      ],
    },
    {title: 'Slow builds', phase: 'resolved'},
  ]);
});

test('planned work has no times', () => {
  const {page, maintenances} = readFixture(heroku, 'maintenance');
  expect(page.level).toBe('maintenance');
  expect(maintenances).toMatchObject([
    {title: 'New disks', phase: 'scheduled', scheduledFor: undefined},
  ]);
});

test('a colour we do not know is unknown', () => {
  const snapshot = readFixture(heroku, 'odd');
  expect(snapshot.page.level).toBe('unknown');
  expect(levelsOf(snapshot)).toEqual([
    ['Apps', 'unknown'],
    ['Data', 'unknown'],
  ]);
  expect(snapshot.incidents).toMatchObject([{title: 'No link', phase: 'unknown'}]);
});

test('what came after the end opened it again, unless the incident itself says otherwise', () => {
  const ended = {update_type: 'resolved', contents: 'Over.', updated_at: '2026-11-21T10:00:00Z'};
  const again = {update_type: 'issue', contents: 'Back.', updated_at: '2026-11-21T10:30:00Z'};
  const phaseOf = (item: object) =>
    read(heroku, {
      status: [{system: 'Apps', status: 'red'}],
      incidents: [{title: 'Routing errors', ...item}],
      scheduled: [],
    }).incidents[0]!.phase;
  expect(phaseOf({updates: [ended, again]})).toBe('unknown');
  expect(phaseOf({updates: [{...again, updated_at: '2026-11-21T09:30:00Z'}, ended]})).toBe(
    'resolved',
  );
  expect(phaseOf({updates: [again], resolved: true})).toBe('resolved');
  expect(phaseOf({updates: [ended], resolved: false})).toBe('unknown');
});
