/**
 * Whether an Accept header asks for the stream: it names `text/event-stream`, and JSON is not what
 * it likes better (PROTOCOL.md, section 2). A wildcard means the document: those who accept anything
 * are terminals and scripts, which would wait forever for a stream to end.
 *
 * @see RFC 9110, section 12.5.1
 */
export function wantsStream(accept = ''): boolean {
  const ranges = accept.toLowerCase().split(',').map(parseRange);
  const quality = (type: string): number =>
    ranges.find((range) => range.type === type)?.quality ?? 0;
  const stream = quality('text/event-stream');
  return stream > 0 && stream >= quality('application/json');
}

function parseRange(range: string): {readonly type: string; readonly quality: number} {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return {type, quality: weight === undefined ? 1 : Number(weight) || 0};
}
