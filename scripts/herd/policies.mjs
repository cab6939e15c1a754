// @ts-check
// When others try again, from their documentation, and when we do. All in ms.

/** @typedef {import('./simulate.mjs').Delay} Delay */

const SECOND = 1_000;

/** @param {number} attempt */
const doubledUpTo30 = (attempt) => Math.min(30, 2 ** attempt) * SECOND;

/** A browser's EventSource until the server says `retry:`. @type {Delay} */
export const eventSource = () => 3 * SECOND;

/** "Exponential Backoff And Jitter" of the AWS Architecture Blog, 1 to 30 s. @type {Delay} */
export const awsFullJitter = (attempt, random) => random() * doubledUpTo30(attempt);

/**
 * LaunchDarkly's SDKs: 1 to 30 s, of which a random part up to a half is taken off.
 * @type {Delay}
 */
export const launchDarkly = (attempt, random) => doubledUpTo30(attempt) * (1 - random() / 2);

/**
 * Ours. A cut stream and a refused connection are both trouble with the network, and the connection
 * counts up after each. The function and the error are handed in, because the tests run the sources
 * and `npm run herd` runs what was built.
 *
 * @template FeedError
 * @typedef {(
 *   retry: {attempt: number, error: FeedError, spreadMs?: number},
 *   random: () => number,
 * ) => number} RetryDelay
 */

/**
 * @template FeedError
 * @param {RetryDelay<FeedError>} retryDelay
 * @param {FeedError} error
 * @param {number} [spreadMs] the width that the feed named; default: it named none
 * @returns {Delay}
 */
export const ours = (retryDelay, error, spreadMs) => (attempt, random) =>
  retryDelay({attempt, error, ...(spreadMs !== undefined && {spreadMs})}, random);
