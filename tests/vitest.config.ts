// The tests that run in Node. The end-to-end tests share two browsers and take their time; those of the hubs need engines.
// One project: `npm run test:unit`, `npm run test:e2e`; one file: `npm run test:unit -- architecture`.
import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {findBrowsers} from '../scripts/browsers.mjs';
import {findEngines} from '../scripts/engines.mjs';

const {chromium, firefox} = findBrowsers();
const browsers = {
  ...(chromium && {OUTAGE_CHROMIUM: chromium}),
  ...(firefox && {OUTAGE_FIREFOX: firefox}),
};
const {nchan, redis} = findEngines();

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // A limit for what hangs; other suites may keep the machine busy.
          testTimeout: 30_000,
          include: [
            'tests/unit/**/*.test.ts',
            'tests/protocol/**/*.test.ts',
            'tests/conformance/**/*.test.ts',
            'tests/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'e2e',
          include: [
            'tests/e2e/**/*.test.ts',
            'tests/faults/**/*.test.ts',
            'tests/soak/**/*.test.ts',
          ],
          env: browsers,
          fileParallelism: false,
          // The seeds of the fault suite: each has a browser of its own.
          maxConcurrency: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'hubs',
          include: [
            ...(redis ? ['tests/hubs/redis.test.ts'] : []),
            ...(redis && nchan ? ['tests/hubs/nchan*.test.ts'] : []),
          ],
          env: browsers,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
