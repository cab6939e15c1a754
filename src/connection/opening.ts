import type {Clock} from '../clock/clock.js';
import {OPENING_LIMIT, OPENING_PAUSE, REPLAY_AGE} from '../clock/timing.js';
import {revisionOf} from '../store/reduce.js';
import type {SourceMessage} from '../transport/source.js';

/**
 * Holds back the opening of a stream that may be a replay. A hub hands newcomers what it has kept,
 * oldest first and in any number of pieces, and nothing marks the end: an old all-clear must not be
 * shown before the outage that follows it. So what a stream begins with is taken in when a message
 * of the present comes, or at the first pause. A server that speaks for itself begins with one.
 */
export interface Opening {
  /** The newest message that is held back. */
  readonly last: SourceMessage | undefined;
  /** Bytes came: while a message is on its way there is no pause. */
  onBytes(): void;
  /** Returns the messages to take in now: none while they are held back. */
  take(messages: readonly SourceMessage[], serverNow: number): readonly SourceMessage[];
  /** Ends the opening; returns the messages that are still held back. */
  close(): readonly SourceMessage[];
}

/** @param onPause - called at the end of the opening with the messages that were held back. */
export function createOpening(
  clock: Clock,
  onPause: (messages: readonly SourceMessage[]) => void,
): Opening {
  let held: readonly SourceMessage[] = [];
  let open = true;
  let startedAt: number | undefined;
  let timer: unknown;

  function close(): readonly SourceMessage[] {
    open = false;
    clock.clearTimeout(timer);
    const messages = held;
    held = [];
    return messages;
  }

  function awaitPause(): void {
    const now = clock.now();
    startedAt ??= now;
    clock.clearTimeout(timer);
    // A clock that was set back lengthens nothing.
    const left = Math.min(OPENING_LIMIT, startedAt + OPENING_LIMIT - now);
    timer = clock.setTimeout(() => onPause(close()), Math.max(0, Math.min(OPENING_PAUSE, left)));
  }

  return {
    get last() {
      return held.at(-1);
    },
    onBytes() {
      if (held.length > 0) awaitPause();
    },
    take(messages, serverNow) {
      if (!open) return messages;
      held = [...held, ...messages];
      if (isPresent(messages.at(-1), serverNow)) return close();
      awaitPause();
      return [];
    },
    close,
  };
}

/**
 * A message that does not say when it was made cannot be told from one of the present. One that
 * comes from the future shows that our clock is wrong: it may belong to the past all the same.
 */
function isPresent(last: SourceMessage | undefined, serverNow: number): boolean {
  const generatedAt = last && revisionOf(last.message)?.generatedAt;
  return generatedAt === undefined || Math.abs(serverNow - generatedAt) <= REPLAY_AGE;
}
