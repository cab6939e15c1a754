import {expect, test} from 'vitest';
import {feed} from '../../src/sources/feed.js';
import {readFixture} from './reading.js';

const NEW_YEAR = Date.UTC(2027, 0, 1);
const MINUTE = 60_000;

test("Statuspage's history tells each update, in the year it must have been", () => {
  const {page, incidents, maintenances} = readFixture(feed, 'statuspage');
  expect(page).toMatchObject({
    name: 'Acme Status - Incident History',
    url: 'https://status.acme.test/',
    level: 'partial',
  });
  expect(incidents).toMatchObject([
    {
      title: 'Partial outage of orders',
      phase: 'identified',
      level: 'partial',
      url: 'https://status.acme.test/incidents/bbb',
      startedAt: NEW_YEAR - 10 * MINUTE,
      updates: [
        {phase: 'identified', body: 'A full disk.\n\nMore soon.', at: NEW_YEAR + 37 * MINUTE},
        {phase: 'identified', body: 'It is the disk.', at: NEW_YEAR - 10 * MINUTE},
      ],
    },
    {
      title: 'Letters are delayed',
      phase: 'resolved',
      startedAt: Date.UTC(2026, 11, 7, 9),
      resolvedAt: Date.UTC(2026, 11, 31, 10),
      updates: [{body: 'Over.'}, {phase: 'investigating', body: 'We look.'}],
    },
  ]);
  expect(maintenances).toMatchObject([{title: 'New shelves', phase: 'in_progress'}]);
});

test('any other feed is read by its first strong word and its titles, and is never well', () => {
  const {page, components, incidents} = readFixture(feed, 'plain');
  expect(page.level).toBe('degraded');
  expect(components).toEqual([]);
  expect(incidents).toMatchObject([
    {
      title: 'Slow letters',
      phase: 'monitoring',
      level: 'degraded',
      url: undefined,
      updates: [{body: 'Monitoring - <script>alert(1)</script>'}],
    },
    {title: 'A lamp flickers', phase: 'unknown', level: 'unknown'},
    {title: '[Resolved] Orders hang', phase: 'resolved'},
  ]);
});

test('what does not say where it stands is news for three days, not for ever', () => {
  const [monitored, lamp] = readFixture(feed, 'plain').incidents;
  expect(lamp!.expiresAt).toBe(Date.UTC(2026, 10, 24, 8));
  expect(monitored!.expiresAt).toBeUndefined();
});
