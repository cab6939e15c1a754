import {expect, test} from 'vitest';
import {pollDelay} from '../../src/relay/poll-delay.js';

const calm = {failures: 0, open: false};

/** Seconds, for the smallest and the largest random number. */
const spread = (state: Parameters<typeof pollDelay>[0]) =>
  [0, 1].map((random) => Math.round(pollDelay(state, random) / 1000));

test.each([
  ['calm', calm, [48, 72]],
  ['while an incident is open', {...calm, open: true}, [24, 36]],
  ['as the document asks', {...calm, pollAfterSeconds: 300}, [240, 360]],
  [
    'as the document asks, in an incident too',
    {...calm, open: true, pollAfterSeconds: 100},
    [80, 120],
  ],
  ['not before the copy of a cache is old', {...calm, maxAgeSeconds: 90}, [72, 108]],
  [
    'a cache that keeps for a day is asked all the same',
    {...calm, maxAgeSeconds: 86_400},
    [96, 144],
  ],
  ['after a failure', {...calm, failures: 1}, [24, 36]],
  ['after the third', {...calm, failures: 3}, [96, 144]],
  ['after the hundredth', {...calm, failures: 100}, [480, 720]],
  ['when it is said', {...calm, failures: 1, retryAfterMs: 100_000}, [100, 200]],
  ['when it is said, but not at once', {...calm, failures: 1, retryAfterMs: 0}, [24, 36]],
  ['later each time, whatever is said', {...calm, failures: 4, retryAfterMs: 1000}, [192, 288]],
  ['when it is said, but not next year', {...calm, failures: 1, retryAfterMs: 1e10}, [3600, 7200]],
])('the next visit: %s', (_when, state, expected) => {
  expect(spread(state)).toEqual(expected);
});
