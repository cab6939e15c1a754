import {pollDelay} from './poll-delay.js';
import type {AcceptReading} from './readings.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';
import {VisitError} from './visit-error.js';
import {visit} from './visit.js';
import type {Reading} from './visit.js';
import {describeFound, describeTrouble} from './words.js';

/** A page posts before its own caches have the news. */
const promptMs = 5000;

export interface Polling {
  /**
   * Visits a source in a few seconds, whenever the next visit was planned. A page in trouble is
   * left alone.
   */
  readonly prompt: (state: SourceState) => void;
  /** Ends visits under way, and makes no more. */
  readonly close: () => Promise<void>;
}

/** Visits each source now, and again and again. One that has no URL only posts. */
export function startPolling(
  states: readonly SourceState[],
  settings: RelaySettings,
  accept: AcceptReading,
): Polling {
  const {random, after, log} = settings;
  const ending = new AbortController();
  const turns = new Map<string, Promise<unknown>>();

  /** One request at a time to each host. */
  function inTurn<Result>(url: string, task: () => Promise<Result>): Promise<Result> {
    const {host} = new URL(url);
    const turn = (turns.get(host) ?? Promise.resolve()).then(task);
    turns.set(
      host,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function poll(state: SourceState): Promise<void> {
    state.cancel();
    state.isPrompted = false;
    const delay = await inTurn(state.source.url, () => visitOnce(state));
    // A post during the visit has planned the next one.
    if (ending.signal.aborted || state.isPrompted) return;
    state.cancel = after(delay, () => void poll(state));
  }

  /** @returns milliseconds until the next visit. */
  async function visitOnce(state: SourceState): Promise<number> {
    const {memory, failures, source} = state;
    const reach = {...settings, signal: ending.signal};
    try {
      const reading = await visit(source, {memory, failures, format: settings.format}, reach);
      const isFirst = state.newest === undefined;
      await accept(state, reading);
      praise(state, reading, isFirst);
      state.failures = 0;
      const {maxAgeSeconds, snapshot, missing} = reading;
      const {pollAfterSeconds} = snapshot.revision;
      const retryAfterMs = missing?.retryAfterMs;
      const open = state.hasOpenIncident;
      const delay = pollDelay(
        {failures: 0, retryAfterMs, pollAfterSeconds, maxAgeSeconds, open},
        random(),
      );
      if (missing) complain(state, missing, delay);
      else state.trouble = undefined;
      return delay;
    } catch (error) {
      if (ending.signal.aborted) return 0;
      state.failures++;
      const retryAfterMs = error instanceof VisitError ? error.retryAfterMs : undefined;
      const open = state.hasOpenIncident;
      const delay = pollDelay({failures: state.failures, retryAfterMs, open}, random());
      complain(state, error, delay);
      return delay;
    }
  }

  function praise(state: SourceState, reading: Reading, isFirst: boolean): void {
    const {origin, newest, trouble} = state;
    if (isFirst && newest) log('good', describeFound(origin.name, reading));
    else if (trouble !== undefined && reading.missing === undefined) {
      log('good', `${origin.name} answers again.`);
    }
  }

  function complain(state: SourceState, error: unknown, delay: number): void {
    const {kind, sentence} = describeTrouble(error);
    if (kind !== state.trouble) {
      log('bad', `${state.origin.name}: ${sentence} Next try in ${Math.round(delay / 1000)} s.`);
    }
    state.trouble = kind;
  }

  for (const state of states) if (state.source.url !== '') void poll(state);

  return {
    prompt(state) {
      if (state.isPrompted || state.failures > 0 || ending.signal.aborted) return;
      state.isPrompted = true;
      state.cancel();
      state.cancel = after(promptMs * (1 + random()), () => void poll(state));
    },
    async close() {
      ending.abort();
      for (const state of states) state.cancel();
      await Promise.all(turns.values());
    },
  };
}
