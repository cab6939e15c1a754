import {createAlarm} from '../clock/alarm.js';
import type {FeedError} from '../model/errors.js';
import type {MergeOutcome} from '../store/reduce.js';
import {isStale} from '../store/select.js';
import type {Accept} from '../transport/request.js';
import {assess, hasFailed, newHistory} from './assessment.js';
import type {History, Target} from './assessment.js';
import {attempt} from './attempt.js';
import type {AttemptResult} from './attempt.js';
import type {ConnectionContext} from './context.js';
import {createSnapshotFetcher} from './fetch-snapshot.js';
import {createMirrors} from './mirrors.js';
import type {Mirrors} from './mirrors.js';
import {planNext} from './policy.js';
import type {Plan} from './policy.js';
import {createSchedule} from './schedule.js';
import {streamUrl} from './stream-url.js';

export interface ConnectionOptions extends ConnectionContext {
  /** Absolute URLs: the feed, and its mirrors. Only their origins may carry its stream. */
  readonly urls: readonly string[];
}

export interface Connection {
  /** Goes on, not before what was planned when it stopped. */
  start(): void;
  /** Nothing is delivered afterwards. */
  stop(): void;
  /** Somebody looks again, or the network is back: ends a wait that no server asked for. */
  reconnectSoon(): void;
  /** Ends an attempt: something is known to be wrong. */
  fail(error: FeedError): void;
  /**
   * Asks for the whole document, beside whatever goes on.
   * @returns what became of the state by it; undefined if the answer was empty.
   * @throws {FeedError}
   */
  fetchSnapshot(accept: Accept): Promise<MergeOutcome | undefined>;
}

/**
 * Keeps one source alive: `connecting → live | polling → waiting → connecting …`. There is one
 * attempt or one wait at a time, with one alarm and one AbortController. Whatever goes wrong ends
 * the attempt; `policy.ts` plans the next one, which starts over.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const {urls, clock, random, onStatus} = options;
  const alarm = createAlarm(clock);
  const schedule = createSchedule(clock, alarm, random);
  const mirrors = createMirrors(urls, clock, random);
  const context: ConnectionContext = {
    ...options,
    deliver(messages, time) {
      schedule.release();
      return options.deliver(messages, time);
    },
  };
  const snapshots = createSnapshotFetcher(context);
  const fetchSnapshot = (accept: Accept) => snapshots.fetch(mirrors.url, accept);
  /** Counts starts and stops: an attempt of an earlier run ends without effect. */
  let run = 0;
  let controller: AbortController | undefined;
  let history = newHistory;
  let target: Target = {accept: 'any', stream: undefined, lastEventId: ''};

  /** Asks beside a stream, unless the address wants no question; it may say so in its answer. */
  async function fetchBeside(): Promise<MergeOutcome | undefined> {
    if (mirrors.closedMs > 0) return undefined;
    try {
      return await fetchSnapshot('document');
    } catch (caught) {
      const {retryAfterMs = 0} = caught as FeedError;
      // A stream's host is not that of its document, and is not closed with it.
      if (!target.stream) mirrors.close(retryAfterMs * (1 + random()));
      return undefined;
    }
  }

  async function go(mine: number): Promise<void> {
    while (run === mine) {
      await schedule.wait();
      if (run !== mine) return;
      schedule.begin();
      controller = new AbortController();
      const {stream: url = mirrors.url, accept, lastEventId} = target;
      const until = mirrors.homeAt;
      const request = {url, accept, lastEventId, until, fetchBeside};
      const result = await attempt(context, request, controller, alarm);
      if (run !== mine) return;
      const decision = decide({history, target, result}, options, mirrors);
      const {plan, error} = decision;
      ({history} = decision);
      ({target} = plan);
      schedule.plan(plan.delayMs, plan.closedMs);
      onStatus(plan.phase, plan.delayMs, error);
    }
  }

  return {
    start() {
      // It may have stopped for long: the whole document comes first.
      target = {...target, stream: undefined, lastEventId: ''};
      void go(++run);
    },
    stop() {
      run++;
      schedule.cancel();
      controller?.abort();
      snapshots.abort();
      onStatus('idle', 0);
    },
    reconnectSoon: schedule.hurry,
    fail: (error) => controller?.abort(error),
    fetchSnapshot,
  };
}

/** Judges an attempt, chooses an address, and plans the next attempt there. */
function decide(
  {history, target, result}: Readonly<{history: History; target: Target; result: AttemptResult}>,
  {urls, clock, random, state}: ConnectionOptions,
  mirrors: Mirrors,
): {history: History; plan: Plan; error: FeedError | undefined} {
  const now = clock.now();
  const assessment = assess(history, target, result, {now, random});
  const {error, closedMs} = assessment;
  const asked = mirrors.url;
  const origins = urls.map((address) => new URL(address).origin);
  const revision = state().snapshot?.revision;
  // A document that is old may name the stream that is not: the stream is tried first.
  const leads = result.kind === 'document' && streamUrl(revision?.stream, asked, origins);
  const stale = isStale(state(), now) && (!leads || assessment.buffered);
  // A machine that is offline says nothing of any host.
  const online = error?.code !== 'offline';
  const failed = online && (stale || hasFailed(assessment, target, result));
  // A stream's host does not speak for that of its document.
  const moved = mirrors.next(failed, target.stream ? 0 : closedMs);
  const {url, opensAt} = mirrors;
  const context = {now, random, target, asked, moved, url, opensAt, origins, revision};
  return {...planNext(assessment, result, context), error};
}
