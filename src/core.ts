/**
 * The headless entry point: feeds as plain data, for Node, workers and any framework. It imports no
 * Lit and touches no DOM while it loads.
 */
export {openFeed} from './feed/feed.js';
export type {Feed, FeedOptions} from './feed/feed.js';
export type {Persist} from './persistence/cache.js';
export type {Fetch} from './transport/request.js';
export type {ConnectionPhase, FeedState} from './store/reduce.js';
export type {Ended} from './store/ended.js';
export {componentsLevel, findComponents, freshness, pageLevel} from './store/select.js';
export type {Freshness} from './store/select.js';
export {selectNews} from './store/news.js';
export type {News, NewsOptions} from './store/news.js';
export {statuspage} from './formats/statuspage/statuspage.js';
export type {Format} from './formats/format.js';
export type {Clock} from './clock/clock.js';
export {FeedError} from './model/errors.js';
export type {FeedErrorCode} from './model/errors.js';
export {LEVELS, rank, worst} from './model/levels.js';
export {safeUrl} from './parsing/url.js';
export type * from './model/types.js';
