/** Reads streams of server-sent events (HTML Standard, section 9.2.6), in browsers and in Node. */
import {createParser as createEventsourceParser} from 'eventsource-parser';

export {readEvents} from './transport/sse.js';
export type {StreamItem} from './transport/sse.js';

/** An event of the stream. */
export interface EventSourceMessage {
  /** The event's name; undefined stands for `message`. */
  readonly event?: string | undefined;
  /** The id in the event's own block, if there is one. */
  readonly id?: string | undefined;
  readonly data: string;
}

/** A fault that a parser found. */
export interface EventStreamError extends Error {
  readonly type: 'invalid-retry' | 'unknown-field' | 'max-buffer-size-exceeded';
}

/** Each callback is called as soon as the parser has read enough. */
export interface ParserCallbacks {
  /** Called before `onEvent`, also for a block without data. Empty after an empty id. */
  readonly onId?: (id: string) => void;
  readonly onEvent?: (event: EventSourceMessage) => void;
  /** The time before a reconnect, in ms. */
  readonly onRetry?: (ms: number) => void;
  readonly onComment?: (comment: string) => void;
  readonly onError?: (error: EventStreamError) => void;
}

export interface ParserOptions extends ParserCallbacks {
  /** Characters the parser may hold of one event. Default: no limit. */
  readonly maxBufferSize?: number;
}

export interface EventSourceParser {
  /** Reads the next piece of the stream, which may end anywhere. */
  feed(chunk: string): void;
  /** Forgets an unfinished event. `consume` reads it as if its line had ended. */
  reset(options?: {readonly consume?: boolean}): void;
}

/**
 * Creates a parser. It is that of the package eventsource-parser, which the build inlines: that
 * package asks for a newer Node than it needs, so that strict installs refuse it.
 */
export const createParser: (options: ParserOptions) => EventSourceParser = createEventsourceParser;
