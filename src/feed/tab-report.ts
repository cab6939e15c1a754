import {
  LATER_RETRY_BASE,
  LATER_RETRY_CAP,
  MAX_SERVER_WAIT,
  POLL_SECONDS,
  SILENCE_TIMEOUT,
  SPREAD,
} from '../clock/timing.js';
import {FeedError, isErrorCode} from '../model/errors.js';
import {isObject} from '../parsing/parse.js';
import type {Journal} from '../persistence/journal.js';
import {CONNECTION_PHASES} from '../store/reduce.js';
import type {ConnectionPhase, FeedState} from '../store/reduce.js';

/** The tab that connects tells this to the others. */
export interface TabReport {
  readonly phase: ConnectionPhase;
  /** Within how many ms it reports again, as it says; see `nextReportMs`. */
  readonly withinMs: number;
  readonly error: FeedError | undefined;
  /** Messages that came; see `parseJournal`, which checks them. */
  readonly entries: unknown;
}

/** A report as it crosses the channel. */
export function formatReport(
  {phase, withinMs, error}: Omit<TabReport, 'entries'>,
  entries: Journal,
): unknown {
  return {phase, withinMs, code: error?.code, status: error?.status, entries};
}

/** A report from the channel, where any script of the site may write; undefined if it is none. */
export function parseReport(value: unknown): TabReport | undefined {
  if (!isObject(value)) return undefined;
  const {phase: name, withinMs, code, status, entries} = value;
  const phase = CONNECTION_PHASES.find((known) => known === name);
  if (!phase || !Array.isArray(entries)) return undefined;
  if (typeof withinMs !== 'number' || !(withinMs >= 0)) return undefined;
  if (code !== undefined && !isErrorCode(code)) return undefined;
  if (status !== undefined && typeof status !== 'number') return undefined;
  return {phase, withinMs, error: code && new FeedError(code, {status}), entries};
}

/**
 * Within how many ms the leader reports again, by what it says and by what it does: a forged report
 * must not silence the others for longer than a real one.
 */
export function nextReportMs({phase, withinMs}: TabReport, {snapshot}: FeedState): number {
  const pollSeconds = snapshot?.revision.pollAfterSeconds ?? POLL_SECONDS;
  const longest: Readonly<Record<ConnectionPhase, number>> = {
    idle: 0,
    connecting: SILENCE_TIMEOUT,
    live: SILENCE_TIMEOUT,
    // A stream that a document names may have failed before.
    polling: Math.max(pollSeconds * 1000 * (1 + SPREAD), LATER_RETRY_BASE + LATER_RETRY_CAP),
    waiting: MAX_SERVER_WAIT,
  };
  return Math.min(withinMs, longest[phase]);
}
