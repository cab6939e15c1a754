import {getOrCreate} from '../../i18n/bounded-cache.js';
import {selectNews} from '../../store/news.js';
import type {News, NewsOptions} from '../../store/news.js';
import type {FeedState} from '../../store/reduce.js';

/** The answers for one state at one moment. */
interface Answers {
  readonly now: number;
  readonly byQuestion: Map<string, readonly News[]>;
}

const answers = new WeakMap<FeedState, Answers>();

/**
 * Selects news as `selectNews` does. A page may have a thousand elements that ask the same question
 * within the same millisecond: they share one answer.
 *
 * @param names - the attribute that `options.components` were found by
 */
export function selectNewsOnce(
  state: FeedState,
  names: string | undefined,
  options: NewsOptions,
): readonly News[] {
  const {now, place, leadMs, lingerMs} = options;
  let known = answers.get(state);
  if (known?.now !== now) {
    known = {now, byQuestion: new Map()};
    answers.set(state, known);
  }
  const question = `${place} ${leadMs} ${lingerMs} ${names ?? ''}`;
  return getOrCreate(known.byQuestion, question, () => selectNews(state, options));
}
