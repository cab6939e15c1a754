import {must, note, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {FIRST_BYTE_TIMEOUT} from 'outage-widgets/protocol.js';
import type {Exchange, StreamObservation} from './observation.js';
import {seconds} from './seconds.js';
import {streamAddress} from './stream-address.js';

/** Judges a document whose stream was not opened. */
export function unopened(document: Exchange): readonly Finding[] {
  const named = streamAddress(document);
  if (named.kind === 'elsewhere') {
    return [
      note(
        'stream',
        'The stream is at another origin: ' +
          'readers open it where the page names that among its mirrors. ' +
          `Check it by itself: outage-feed check ${named.url}`,
      ),
    ];
  }
  if (named.kind !== 'refused') return [];
  return [
    must({
      rule: 'stream',
      section: '1.2',
      what: `ext.stream ("${named.written}") is no address that readers open.`,
      cost: 'They poll instead, and hear of an outage up to a minute later.',
      remedy: 'Write an https address, relative to the document.',
    }),
  ];
}

/** Reports that the address of the stream does not answer with a stream. */
export function noStream({exchange: {url, failure, status, headers}}: StreamObservation): Finding {
  const answer =
    failure ?? (status === 200 ? `type ${headers['content-type']}` : `status ${status}`);
  return must({
    rule: 'stream',
    section: '1.2',
    what: `The stream that the document names, ${url}, answers with ${answer}.`,
    cost: 'Readers try it in vain, and poll.',
    remedy: 'Answer "Accept: text/event-stream" with 200 and text/event-stream, or do not name it.',
  });
}

/**
 * The limit for "at once", in milliseconds. A server that flushes needs less, even from far away.
 */
const atOnceMs = 2000;

/** Checks whether the stream begins at once (PROTOCOL.md, section 4.3). */
export function beginFindings({items, end, listenedMs}: StreamObservation): readonly Finding[] {
  const first = items.find(({type}) => type === 'bytes')?.at;
  if (first !== undefined && first <= atOnceMs) {
    return [passed('first-byte', 'The stream begins at once.')];
  }
  const failure = {
    rule: 'first-byte',
    section: '4.3',
    cost: 'Readers take it for a proxy that holds everything back, give up after 10 s, and poll.',
    remedy: 'Write a comment at once and flush it; let no proxy between buffer or compress it.',
  };
  if (first !== undefined) {
    const what = `The first byte came ${seconds(first)} after the headers.`;
    return [first > FIRST_BYTE_TIMEOUT ? must({...failure, what}) : should({...failure, what})];
  }
  const what =
    end === 'left'
      ? `Not a byte came within ${seconds(listenedMs)}.`
      : 'The stream ended before its first byte.';
  return [must({...failure, what})];
}
