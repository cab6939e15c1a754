import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {contractNames} from './support/contract.ts';
import {root} from './support/entry-points.ts';

/** Change the version in src/feed/registry.ts, and here, whenever one of these names changes. */
const CONTRACT = {
  version: 'outage-widgets@5',
  names: `
  actions announcer asOf at blocks body cached checkedAt children close code components
  concerned connection count dataSafety defaultFeed dismissible display ended epoch error
  estimate expiresAt feeds firstAt forget from generatedAt get group groupId headline heard how
  href id incidents items key kind label level listeners locale maintenances maxStaleSeconds
  message name news nextUpdateAt notAffected note now ordered ownName page percent phase places
  pointer pollAfterSeconds postmortem previousAt problems provenAt provider providers
  publishedAt quiet refresh region repeated report resolvedAt retryAfterMs rev revision
  scheduledFor scheduledUntil scope security snapshot src startedAt state statement status
  stream subscribe text title unit until updatedAt updates urgent url withdrawn words workaround
`
    .trim()
    .split(/\s+/),
};

const names = contractNames();

test('what copies of the library share has the version of its names', () => {
  expect(names).toEqual(CONTRACT.names);
  expect(readFileSync(`${root}src/feed/registry.ts`, 'utf8')).toContain(`'${CONTRACT.version}'`);
});

test.each(['outage-widgets', 'outage-widgets-full'])(
  'no minifier changes them in %s.js',
  (file) => {
    const code = readFileSync(`${root}cdn/${file}.js`, 'utf8');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  },
);
