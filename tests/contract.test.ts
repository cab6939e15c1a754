import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {contractNames} from './support/contract.ts';
import {root} from './support/entry-points.ts';

/** Change the version in src/feed/registry.ts, and here, whenever one of these names changes. */
const CONTRACT = {
  version: 'outage-widgets@4',
  names: `
  actions announcer asOf at body cached checkedAt close code components concerned connection defaultFeed
  dismissible display ended epoch error estimate expiresAt feeds forget from generatedAt get
  group groupId headline heard how id incidents key kind label level listeners locale maintenances
  maxStaleSeconds message name news nextUpdateAt note now ownName page phase pointer
  pollAfterSeconds previousAt problems provenAt providers quiet refresh region repeated report resolvedAt
  retryAfterMs rev revision scheduledFor scheduledUntil snapshot src startedAt state statement
  status stream subscribe text title until updatedAt updates urgent url withdrawn workaround
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
