import {expect, test} from 'vitest';
import {googleCloud} from '../../../../src/formats/vendors/google-cloud.js';
import {MAX_INCIDENTS, MAX_TITLE_CHARACTERS} from '../../../../src/parsing/limits.js';
import {documentOf, readWith} from '../documents.js';
import {read, readFixture} from '../reading.js';
import {at, levelsOf} from '../told.js';

test('no open incident means that all is well', () => {
  const {page, components, incidents} = readFixture(googleCloud, 'healthy');
  expect(page.level).toBe('operational');
  expect(components).toEqual([]);
  expect(incidents).toMatchObject([
    {id: 'g1', phase: 'resolved', resolvedAt: at(12), updates: [{phase: 'resolved'}]},
  ]);
  // Read only where the format is named: it is anybody's.
  expect(googleCloud.matches([])).toBe(false);
  expect(readWith(googleCloud, [], {}).page.level).toBe('operational');
});

test('what has no end, or an empty one, is open', () => {
  const snapshot = readFixture(googleCloud, 'incident');
  expect(snapshot.page.level).toBe('major');
  expect(levelsOf(snapshot)).toEqual([
    ['Acme Storage', 'major'],
    ['Acme Backup', 'major'],
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      id: 'g2',
      phase: 'unknown',
      level: 'major',
      startedAt: at(10),
      updatedAt: at(11),
      url: undefined,
      components: [
        {id: 'p1', name: 'Acme Storage'},
        {id: 'p2', name: 'Acme Backup'},
      ],
      updates: [
        {phase: 'unknown', body: 'Summary\n#1 is repaired, #2 is not.', at: at(10, 50)},
        {body: 'We look\ninto it.', at: at(10, 10)},
      ],
    },
    {id: 'g3', phase: 'unknown', level: 'notice'},
    {id: 'g1', phase: 'resolved'},
  ]);
  const {title} = snapshot.incidents[0]!;
  expect(title).toMatch(/^Writes to Acme Storage fail in Europe\..*…$/);
  expect(title.length).toBeLessThanOrEqual(MAX_TITLE_CHARACTERS);
});

test('an open incident at the end of a long list is not cut off', () => {
  const [over, open] = documentOf('google-cloud/incident');
  const {incidents} = read(googleCloud, [...Array.from({length: MAX_INCIDENTS}, () => over), open]);
  expect(incidents[0]).toMatchObject({id: 'g2', phase: 'unknown'});
});

test('severity stands in for an impact we do not know, and the latest update for a list', () => {
  const {page, incidents} = readFixture(googleCloud, 'odd');
  expect(page.level).toBe('major');
  expect(incidents).toMatchObject([
    {
      level: 'major',
      url: 'https://status.acme.example/incidents/g4',
      updates: [{body: 'Only this.'}],
    },
    {level: 'unknown', phase: 'unknown', updates: []},
  ]);
});

test('escaped markup does not come to life', () => {
  const [over] = documentOf('google-cloud/healthy');
  const text = String.raw`\<b\>\*kept\*`;
  const [incident] = read(googleCloud, [
    {...over, updates: [{...over.updates[0], text}]},
  ]).incidents;
  expect(incident!.updates[0]!.body).toBe('<b>*kept*');
});

test('a list of something else is no status', () => {
  expect(googleCloud.translate([{name: 'x'}], {})).toEqual({});
});

test('an empty list is told by its address', () => {
  for (const url of [
    'https://status.cloud.google.com/incidents.json',
    'https://www.google.com/appsstatus/dashboard/incidents.json',
  ]) {
    expect(googleCloud.isAt!(new URL(url))).toBe(true);
  }
  expect(googleCloud.isAt!(new URL('https://www.google.com/incidents.json'))).toBe(false);
});
