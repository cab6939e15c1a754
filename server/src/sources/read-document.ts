import {SourceError} from './source-error.js';
import {parseXmlFeed} from './xml-feed.js';

/** The largest real document seen has 283 kB, but histories grow without an end. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Parses the answer of a source: a JSON value or an `XmlFeed`. The type in the Content-Type is
 * ignored, because it is wrong too often.
 *
 * @param charset the encoding that the Content-Type names; undefined if it names none.
 * @throws {SourceError} for anything else, such as an HTML page with status 200, and for more than
 * 2 MiB.
 */
export function readDocument(bytes: Uint8Array, charset?: string): unknown {
  if (bytes.byteLength > MAX_BYTES) throw new SourceError('The answer is larger than 2 MiB.');
  const text = decode(bytes, charset).trim();
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

/** An XML declaration, as far as its encoding. All encodings but UTF-16 write it in ASCII. */
const DECLARATION = /^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/;

/**
 * Decodes by the byte order mark, then by the Content-Type, then by the XML declaration (RFC 7303,
 * section 3). Without any of them it is UTF-8, as JSON always is.
 */
function decode(bytes: Uint8Array, charset: string | undefined): string {
  const start = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  const declared = DECLARATION.exec(start)?.[1];
  // A text that says in ASCII that it is UTF-16 is not.
  const named = [charset, declared].filter((label) => !/^utf-?16/i.test(label ?? ''));
  const label = [unicodeOf(bytes), ...named].find(isEncoding) ?? 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

/** Without a byte order mark a document starts with ASCII: zero bytes tell UTF-16, as of AWS. */
function unicodeOf([first, second, third]: Uint8Array): string | undefined {
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

function isEncoding(label: string | undefined): boolean {
  try {
    return label !== undefined && new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}
