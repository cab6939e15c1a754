import {SourceError} from './source-error.js';
import {parseXmlFeed} from './xml-feed.js';

/** The largest real one seen has 283 kB; histories without an end grow on. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * What a source answered: the value of JSON, or an `XmlFeed`. The header is not asked: it is wrong
 * too often.
 *
 * @throws {SourceError} for what is neither, such as an HTML page with status 200, and for more
 * than 2 MiB.
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
 * By the byte order mark; without one a document starts in ASCII, and its zero bytes tell (AWS
 * sends UTF-16).
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
