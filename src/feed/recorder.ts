import type {AnswerTime} from '../connection/context.js';
import type {Format} from '../formats/format.js';
import type {Parsed} from '../model/types.js';
import {MAX_CACHE_AGE} from '../parsing/limits.js';
import {isLong, parseJournal, record} from '../persistence/journal.js';
import type {Entry, Journal} from '../persistence/journal.js';
import {isTaken, reduceMessage} from '../store/reduce.js';
import type {FeedState, Merge, MergeOutcome} from '../store/reduce.js';
import type {Store} from '../store/store.js';
import {readMessages} from '../transport/feed-source.js';
import type {SourceMessage} from '../transport/source.js';

/** How messages fitted, and those of them that the state now holds. */
export interface Receipt extends Pick<Merge, 'outcome' | 'proved'> {
  readonly taken: Journal;
}

/** Takes messages into a feed's state, and keeps them as they came. */
export interface Recorder {
  /** The last whole document, and what came after it. */
  readonly journal: Journal;
  /** Takes in messages from the network that came together, in one change of the state. */
  receive(messages: readonly SourceMessage[], time: AnswerTime): Receipt;
  /**
   * Takes in what may be a journal, as another tab or an earlier page kept it. Broken parts of it
   * are no trouble of the feed.
   * @returns true if it brought a new proof that the publisher lives.
   */
  catchUp(value: unknown, origin: 'tab' | 'cache'): boolean;
}

export function createRecorder(
  format: Format,
  store: Store<FeedState>,
  now: () => number,
): Recorder {
  let journal: Journal = [];

  /** Takes in messages in one change of the state. */
  function takeIn(messages: readonly RecordedMessage[], cached: boolean): Receipt {
    let state = store.get();
    let proved = false;
    let outcome: MergeOutcome = 'stale';
    const taken: Entry[] = [];
    for (const {entry, message, problems} of messages) {
      const {at, clockOffset} = entry;
      const received = {message, problems, at, clockOffset, cached, seenAt: now()};
      const merged = reduceMessage(state, received);
      ({state} = merged);
      proved ||= merged.proved;
      outcome = joinOutcomes(outcome, merged.outcome, message.type === 'snapshot');
      if (isTaken(merged.outcome)) {
        journal = record(journal, entry, message);
        taken.push(entry);
      }
      if (isLong(journal)) {
        // A new whole document is due, as after a gap.
        outcome = 'gap';
        break;
      }
    }
    store.set(state);
    return {outcome, proved, taken};
  }

  return {
    get journal() {
      return journal;
    },
    receive(messages, {clockOffset, ageMs = 0}) {
      const at = now() - ageMs;
      const recorded = messages.map(({raw, ...parsed}) => ({
        ...parsed,
        entry: {...raw, at, clockOffset},
      }));
      return takeIn(recorded, false);
    },
    catchUp(value, origin) {
      const cached = origin === 'cache';
      const oldest = cached ? now() - MAX_CACHE_AGE : -Infinity;
      const entries = parseJournal(value, now()).filter(({at}) => at >= oldest);
      const recorded = entries.flatMap((entry) =>
        tryRead(format, entry).map((parsed) => ({...parsed, entry})),
      );
      return takeIn(recorded, cached).proved;
    },
  };
}

/** A message, and what is kept of it. */
interface RecordedMessage extends Parsed {
  readonly entry: Entry;
}

/** The outcome of messages that came together: a gap stays until a whole document closes it. */
function joinOutcomes(before: MergeOutcome, next: MergeOutcome, whole: boolean): MergeOutcome {
  if (before === 'gap' && !(whole && isTaken(next))) return 'gap';
  return before === 'applied' && next !== 'gap' ? 'applied' : next;
}

/** Somebody else may have written it, or it was cut short. */
function tryRead(format: Format, entry: Entry): readonly Parsed[] {
  try {
    return readMessages(format, entry);
  } catch {
    return [];
  }
}
