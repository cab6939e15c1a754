/** Reads streams of server-sent events (HTML Standard, section 9.2.6), in browsers and in Node. */
export {createParser} from 'eventsource-parser';
export type {EventSourceMessage, EventSourceParser, ParserCallbacks} from 'eventsource-parser';
export {readEvents} from './transport/sse.js';
export type {StreamItem} from './transport/sse.js';
