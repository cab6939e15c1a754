/**
 * The facts that a server and a client of the protocol share: types, limits, levels, waits, and the
 * phases that end an incident. It imports no Lit and touches no DOM.
 */
export {POSTMORTEM_NEWS} from './model/after-the-end.js';
export {isOver} from './model/is-over.js';
export {LEVELS, isTrouble, rank, worst} from './model/levels.js';
export type * from './model/rich-text.js';
export type * from './model/types.js';
export * from './parsing/limits.js';
export {
  FIRST_BYTE_TIMEOUT,
  FIRST_RETRY_SPREAD_RANGE,
  HEADERS_TIMEOUT,
  POLL_SECONDS,
} from './clock/timing.js';
