/** The headless door: feeds as plain data, for Node, workers and any framework. No Lit, no DOM at import. */
export {openFeed} from './feed.js';
export type {Feed, FeedOptions} from './feed.js';
export type {Persist} from './store/cache.js';
export type {Fetch} from './transport/request.js';
export type {ConnectionPhase, FeedState, Place} from './store/reduce.js';
export type {Ended} from './store/ended.js';
export {componentsLevel, findComponents, knowledge, pageLevel} from './store/select.js';
export type {Knowledge} from './store/select.js';
export {selectNews} from './store/news.js';
export type {News, NewsOptions} from './store/news.js';
export {statuspage} from './sources/statuspage.js';
export type {Format} from './sources/source.js';
export type {Clock} from './connection/clock.js';
export {FeedError} from './wire/errors.js';
export type {FeedErrorCode} from './wire/errors.js';
export {LEVELS, rank, worst} from './wire/levels.js';
export {safeUrl} from './wire/url.js';
export type * from './wire/types.js';
