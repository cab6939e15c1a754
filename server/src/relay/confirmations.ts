import type {FeedDocument} from '../document.js';
import type {Feed} from '../feed.js';

/** A time that proves nothing to any reader, in a year that every reader can parse. */
export const neverMs = Date.UTC(2000, 0, 1);

/** Corrections move a clock by this much, in milliseconds. */
const clockSlackMs = 60_000;

/**
 * Records up to when the published objects of each source are confirmed, in milliseconds since
 * 1970.
 */
export interface Confirmations {
  readonly isConfirmed: (id: string) => boolean;
  /** Returns `neverMs` before the first answer of the source. */
  readonly confirmedAt: (id: string) => number;
  /** Records a confirmation. An undefined or earlier time changes nothing. */
  readonly confirm: (id: string, at: number | undefined) => void;
  /** @returns a function that restores what is recorded now. */
  readonly checkpoint: (id: string) => () => void;
  /** Writes the confirmation of each source into the document. */
  readonly withTimes: (document: FeedDocument) => FeedDocument;
  /** Up to when all sources are confirmed. */
  readonly asOf: () => number;
}

/**
 * @param providers ids of the providers whose incidents are published.
 * @param clock milliseconds since 1970.
 */
export function createConfirmations(
  feed: Feed,
  providers: readonly string[],
  clock: () => number,
): Confirmations {
  const confirmed = new Map<string, number>(
    summaries().flatMap(({id, generated_at: at}) =>
      at === undefined ? [] : [[id, Date.parse(at)]],
    ),
  );

  function summaries() {
    return feed.document().ext.sources ?? [];
  }

  /**
   * A time in the future comes from a clock that has been set back since. Taking it would keep the
   * page green until then.
   */
  function confirmedAt(id: string): number {
    const at = confirmed.get(id) ?? neverMs;
    return at - clock() > clockSlackMs ? neverMs : at;
  }

  return {
    isConfirmed: (id) => confirmed.has(id),
    confirmedAt,
    confirm(id, at) {
      if (at !== undefined) confirmed.set(id, Math.max(at, confirmedAt(id)));
    },
    checkpoint(id) {
      const before = confirmed.get(id);
      return () => {
        if (before === undefined) confirmed.delete(id);
        else confirmed.set(id, before);
      };
    },
    withTimes(document) {
      const {sources, ...ext} = document.ext;
      if (sources === undefined) return document;
      const timed = sources.map((summary) => {
        const at = confirmed.get(summary.id);
        return at === undefined ? summary : {...summary, generated_at: new Date(at).toISOString()};
      });
      return {...document, ext: {...ext, sources: timed}};
    },
    asOf() {
      const ids = summaries().map(({id}) => id);
      // A page that has never answered makes the summary unknown. A provider does not count in it.
      const answered = ids.filter((id) => confirmed.has(id));
      const counted = [...(answered.length > 0 ? answered : ids), ...providers];
      // Without sources only the publisher speaks, and what he says is true now.
      return counted.length === 0 ? clock() : Math.min(...counted.map(confirmedAt));
    },
  };
}
