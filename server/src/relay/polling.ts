import {fetchSource} from './fetch-source.js';
import type {Reading} from './fetch-source.js';
import {FetchError} from './fetch-error.js';
import {pollDelay} from './poll-delay.js';
import type {AcceptReading} from './readings.js';
import type {RelaySettings} from './relay-options.js';
import {logFailure, logRecovery} from './source-log.js';
import type {SourceState} from './source-state.js';

/** The delay of a poll that a webhook caused. A page posts before its own caches have the news. */
const pollSoonMs = 5000;

export interface Polling {
  /**
   * Polls a source in a few seconds, whenever its next poll is due. A failing source is left alone.
   */
  readonly pollSoon: (state: SourceState) => void;
  /** Ends the polls under way and starts no more. */
  readonly close: () => Promise<void>;
}

/** Polls each source now and then again and again. A source without a URL only posts. */
export function startPolling(
  states: readonly SourceState[],
  settings: RelaySettings,
  accept: AcceptReading,
): Polling {
  const {random, after} = settings;
  const ending = new AbortController();
  const hosts = createHostQueues();

  async function poll(state: SourceState): Promise<void> {
    state.cancel();
    state.pollsSoon = false;
    const {url} = state.source;
    const delay = await hosts.run(url, () => pollOnce(state, settings, accept, ending.signal));
    // A post that arrived during the poll has scheduled the next one.
    if (ending.signal.aborted || state.pollsSoon) return;
    state.cancel = after(delay, () => void poll(state));
  }

  for (const state of states) if (state.source.url !== '') void poll(state);

  return {
    pollSoon(state) {
      if (state.pollsSoon || state.failures > 0 || ending.signal.aborted) return;
      state.pollsSoon = true;
      state.cancel();
      state.cancel = after(pollSoonMs * (1 + random()), () => void poll(state));
    },
    async close() {
      ending.abort();
      for (const state of states) state.cancel();
      await hosts.idle();
    },
  };
}

/** Runs tasks so that each host gets one request at a time. */
function createHostQueues() {
  const last = new Map<string, Promise<unknown>>();
  return {
    run<Result>(url: string, task: () => Promise<Result>): Promise<Result> {
      const {host} = new URL(url);
      const done = (last.get(host) ?? Promise.resolve()).then(task);
      const settled = done.catch(() => undefined);
      last.set(host, settled);
      return done;
    },
    idle: () => Promise.all(last.values()),
  };
}

/** @returns milliseconds until the next poll. */
async function pollOnce(
  state: SourceState,
  settings: RelaySettings,
  accept: AcceptReading,
  signal: AbortSignal,
): Promise<number> {
  const {random, log, format} = settings;
  const {fetched, failures, source} = state;
  try {
    const reading = await fetchSource(source, {fetched, failures, format}, {...settings, signal});
    const isFirst = state.newest === undefined;
    await accept(state, reading, signal);
    logRecovery(state, reading, isFirst, log);
    state.failures = 0;
    const delay = pollDelay(afterReading(state, reading), random());
    if (reading.missing) logFailure(state, reading.missing, delay, log);
    else state.failureKind = undefined;
    return delay;
  } catch (error) {
    if (signal.aborted) return 0;
    state.failures++;
    const retryAfterMs = error instanceof FetchError ? error.retryAfterMs : undefined;
    const open = state.hasOpenIncident;
    const delay = pollDelay({failures: state.failures, retryAfterMs, open}, random());
    logFailure(state, error, delay, log);
    return delay;
  }
}

function afterReading(state: SourceState, {maxAgeSeconds, snapshot, missing}: Reading) {
  const {pollAfterSeconds} = snapshot.revision;
  const retryAfterMs = missing?.retryAfterMs;
  return {failures: 0, retryAfterMs, pollAfterSeconds, maxAgeSeconds, open: state.hasOpenIncident};
}
