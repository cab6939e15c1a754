import type {FeedDocument} from '../document.js';
import type {Feed} from '../feed.js';

/** A proof of life that no reader takes for one; a year that readers understand. */
export const neverMs = Date.UTC(2000, 0, 1);

/** Milliseconds by which clocks are corrected now and then. */
const clockSlackMs = 60_000;

/** Up to when each source is known to say what is published of it, in milliseconds since 1970. */
export interface Proofs {
  readonly isConfirmed: (id: string) => boolean;
  /** `neverMs` before its first answer. */
  readonly confirmedAt: (id: string) => number;
  /** Without a time, or with an earlier one, nothing changes. */
  readonly confirm: (id: string, at: number | undefined) => void;
  /** @returns a function that puts back what is known of it now. */
  readonly checkpoint: (id: string) => () => void;
  /** Writes into the document up to when each source is known. */
  readonly withTimes: (document: FeedDocument) => FeedDocument;
  /** Up to when all of them are. */
  readonly asOf: () => number;
}

/**
 * @param providers ids of those whose incidents are published.
 * @param clock milliseconds since 1970.
 */
export function createProofs(
  feed: Feed,
  providers: readonly string[],
  clock: () => number,
): Proofs {
  const confirmed = new Map<string, number>(
    summaries().flatMap(({id, generated_at: at}) =>
      at === undefined ? [] : [[id, Date.parse(at)]],
    ),
  );

  function summaries() {
    return feed.document().ext.sources ?? [];
  }

  /**
   * What was confirmed at a time to come was so by a clock that has been set back since: it would
   * stay green until then.
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
      // A page that has never answered makes the summary unknown; a provider has no place in it.
      const answered = ids.filter((id) => confirmed.has(id));
      const counted = [...(answered.length > 0 ? answered : ids), ...providers];
      // Where nobody is repeated the publisher speaks for himself.
      return counted.length === 0 ? clock() : Math.min(...counted.map(confirmedAt));
    },
  };
}
