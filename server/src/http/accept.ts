import {parseAccept} from 'hono/utils/accept';

/**
 * Whether an Accept header asks for the stream: it names `text/event-stream`, and it does not
 * prefer JSON (PROTOCOL.md, section 2). A wildcard asks for the document, because terminals and
 * scripts accept anything, and would wait forever for the end of a stream.
 *
 * The `accepts` of Hono does not fit: it needs a context, which `answerStream` of node-stream.ts
 * has not, and of two types of the same quality it takes the first that the header names.
 *
 * @see RFC 9110, section 12.5.1
 */
export function wantsStream(accept = ''): boolean {
  const ranges = parseAccept(accept.toLowerCase());
  const quality = (type: string): number => ranges.find((range) => range.type === type)?.q ?? 0;
  const stream = quality('text/event-stream');
  return stream > 0 && stream >= quality('application/json');
}
