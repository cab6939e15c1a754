import {SourceError} from './source-error.js';
import {parseXmlFeed} from './xml-feed.js';

/** The largest real document seen has 283 kB, but histories grow without an end. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Parses the answer of a source: a JSON value or an `XmlFeed`. It ignores the Content-Type, which
 * is wrong too often.
 *
 * @throws {SourceError} for anything else, such as an HTML page with status 200, and for more than
 * 2 MiB.
 */
export function readDocument(bytes: Uint8Array): unknown {
  if (bytes.byteLength > MAX_BYTES) throw new SourceError('The answer is larger than 2 MiB.');
  const text = decode(bytes).trim();
  if (!text) throw new SourceError('The answer is empty.');
  if (text.startsWith('<')) return parseXmlFeed(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SourceError('The answer is neither JSON nor XML.');
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new SourceError('The answer is JSON, but neither an object nor a list.');
}

/**
 * Decodes by the byte order mark. A document without one starts with ASCII, so its zero bytes tell
 * the encoding (AWS sends UTF-16).
 */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
      ? 'utf-16be'
      : (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
        ? 'utf-16le'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
