import {expect, test} from 'vitest';
import {upptime} from '../../../../src/formats/vendors/upptime.ts';
import {documentOf, readWith} from '../documents.ts';
import {readFixture} from '../reading.ts';

const at = (time: string) => Date.parse(time);
const issues = documentOf('upptime/companions/issues');

test('sites are components', () => {
  const {page, components} = readFixture(upptime, 'healthy');
  expect(page).toMatchObject({name: '', level: 'operational'});
  expect(components).toEqual([
    {id: 'web', name: 'Web', level: 'operational', group: false, groupId: undefined},
    {id: 'api', name: 'API', level: 'operational', group: false, groupId: undefined},
  ]);
  expect(readFixture(upptime, 'incident').page.level).toBe('major');
  expect(readFixture(upptime, 'maintenance').page.level).toBe('degraded');
});

test('unknown words are unknown', () => {
  const {page, components} = readFixture(upptime, 'odd');
  expect(page.level).toBe('unknown');
  expect(components).toMatchObject([
    {id: 'web', level: 'unknown'},
    {id: 'api', name: '<API>', level: 'operational'},
  ]);
});

test('issues labelled status are incidents of the sites they are labelled with', () => {
  const {page, incidents} = readWith(upptime, documentOf('upptime/healthy'), {issues});
  expect(page.level).toBe('major');
  expect(incidents).toMatchObject([
    {
      id: '1',
      title: 'API is down',
      phase: 'unknown',
      level: 'major',
      startedAt: at('2026-11-21T09:00:00Z'),
      updatedAt: at('2026-11-21T09:20:00Z'),
      url: 'https://github.com/acme/status/issues/1',
      components: [{id: 'api'}],
      updates: [{body: 'In abc, API was down.', at: at('2026-11-21T09:00:00Z')}],
    },
    {
      id: '2',
      title: 'Web has degraded performance',
      phase: 'resolved',
      level: 'degraded',
      resolvedAt: at('2026-11-21T09:20:00Z'),
      updates: [],
    },
  ]);
  expect(incidents).toHaveLength(2);
});

test('issues labelled maintenance have their window in a comment', () => {
  const {maintenances} = readWith(upptime, documentOf('upptime/healthy'), {issues});
  expect(maintenances).toMatchObject([
    {
      id: '3',
      title: 'New disks',
      phase: 'unknown',
      level: 'maintenance',
      scheduledFor: at('2026-11-22T22:00:00Z'),
      scheduledUntil: at('2026-11-22T23:00:00Z'),
      components: [{id: 'api'}, {id: 'web'}, {id: 'mail'}],
      updates: [{body: 'Orders wait.'}],
    },
    {id: '6', scheduledFor: undefined, scheduledUntil: undefined},
  ]);
});

test.each(['maintenance', 'status'])(
  'a comment anywhere in an issue is for machines: %s',
  (label) => {
    const comment = '<!--\nstart: 2026-11-30T12:35:59.000+08:00\nexpectedDown: website\n-->';
    const body = `Before the window.\n\`\`\`\n${comment}\n\`\`\`\nAfter the window.`;
    const issue = {number: 9, title: 'Work', state: 'open', labels: [label], body};
    const {incidents, maintenances} = readWith(upptime, documentOf('upptime/healthy'), {
      issues: [issue],
    });
    const [report] = [...incidents, ...maintenances];
    expect(report?.updates[0]?.body).toBe('Before the window.\n\nAfter the window.');
    const start = maintenances[0]?.scheduledFor;
    expect(start).toBe(label === 'status' ? undefined : at('2026-11-30T04:35:59Z'));
  },
);

test('GitHub is asked less often than it answers', () => {
  expect(readFixture(upptime, 'healthy').revision.pollAfterSeconds).toBeGreaterThan(60);
});

test('issues are asked for only where GitHub has them', () => {
  const of = (url: string) => upptime.companions!(new URL(url));
  expect(of('https://raw.githubusercontent.com/acme/status/master/history/summary.json')).toEqual({
    issues: 'https://api.github.com/repos/acme/status/issues?state=open&per_page=100',
  });
  expect(of('https://status.acme.example/history/summary.json')).toEqual({});
});
