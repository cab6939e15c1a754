import type {News} from '../../store/news.js';
import {findDismissal, forgetDismissal, keepDismissal} from '../base/dismissals.js';

/** Knows which news of one feed its reader has put away. */
export interface DismissedNews {
  /** Looks each piece of news up; called before each rendering. */
  look(news: readonly News[], now: number): void;
  /** One that is shown all the same stands in one line. */
  isFolded(item: News): boolean;
  /** It is not shown at all. */
  isDismissed(item: News): boolean;
  /** Dismisses a piece of news, or folds it to one line. */
  putAway(item: News, folded: boolean, now: number): void;
  /** Takes that back. */
  bringBack(item: News): void;
  /** Forgets what was put away of matters that are over: they are news if they begin again. */
  forgetWhatIsOver(before: readonly News[], after: readonly News[]): void;
}

/** @param feedUrl - gives the URL of the feed: two feeds may use the same keys. */
export function createDismissedNews(feedUrl: () => string): DismissedNews {
  /** The news that is put away now, and whether it is folded. Two pieces may share a key. */
  let putAway: ReadonlyMap<News, boolean> = new Map();
  const idOf = ({key}: News): string => `${feedUrl()} ${key}`;

  return {
    look(news, now) {
      putAway = new Map(
        news.flatMap((item): (readonly [News, boolean])[] => {
          const dismissal = findDismissal(idOf(item), item.facts, now);
          return dismissal ? [[item, dismissal.folded]] : [];
        }),
      );
    },
    isFolded: (item) => putAway.has(item),
    isDismissed: (item) => isDismissible(item) && putAway.get(item) === false,
    putAway(item, folded, at) {
      keepDismissal(idOf(item), {at, facts: item.facts, folded});
    },
    bringBack: (item) => forgetDismissal(idOf(item)),
    forgetWhatIsOver(before, after) {
      const present = new Map(after.map((item) => [item.key, item]));
      for (const item of before) {
        const next = present.get(item.key);
        // Wordless trouble has no end that is told: it just is not there any more.
        const isOver = next ? next.ended : !item.report;
        if (!item.ended && isOver) forgetDismissal(idOf(item));
      }
    },
  };
}

/** Whether readers may dismiss it altogether. What is too grave for that folds to one line. */
export function isDismissible({report, ended, level}: News): boolean {
  if (ended) return true;
  return report?.dismissible ?? (level !== 'partial' && level !== 'major');
}
