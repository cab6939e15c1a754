import type {Clock} from '../clock/clock.js';
import type {FeedError} from '../model/errors.js';
import type {ConnectionPhase, FeedState, Merge} from '../store/reduce.js';
import type {Source, SourceMessage} from '../transport/source.js';

/** When an answer was made, for messages that do not say when they were. */
export interface AnswerTime {
  /** The server's clock minus ours, ms. */
  readonly clockOffset: number;
  /** How old the copy is that a cache gave, ms. Default 0. */
  readonly ageMs?: number | undefined;
}

/** A connection works with these. */
export interface ConnectionContext {
  readonly source: Source;
  readonly clock: Clock;
  /** Gives U(0,1). */
  readonly random: () => number;
  readonly state: () => FeedState;
  /** Takes in messages that came together, and tells what became of the state by them. */
  readonly deliver: (
    messages: readonly SourceMessage[],
    time: AnswerTime,
  ) => Pick<Merge, 'outcome' | 'proved'>;
  /**
   * Hears of the phase, and within how many ms the next report follows: tabs that follow this one
   * take it for dead if none does.
   */
  readonly onStatus: (phase: ConnectionPhase, withinMs: number, error?: FeedError) => void;
}
