import {MAX_URL_CHARACTERS} from '../limits.js';
import {parseUrl} from '../url.js';

const PROTOCOLS: readonly string[] = ['https:', 'http:', 'mailto:'];

/** The address of a link, if a browser may follow it; undefined for a script and the like. */
export function parseHref(value: string): string | undefined {
  const url = value.length <= MAX_URL_CHARACTERS ? parseUrl(value.trim()) : undefined;
  return url && PROTOCOLS.includes(url.protocol) ? url.href : undefined;
}

/** Punctuation that ends a sentence, and not the address that stands before it. */
const ENDS_SENTENCE = '.,;:!?\'"*_~';

/**
 * How many characters of what looks like an address belong to it. A closing bracket does only if
 * the address opens it: `(see https://a.example/x)`, and `https://a.example/x_(y)`.
 */
export function lengthOfAddress(text: string): number {
  let extra = count(text, ')') - count(text, '(');
  let length = text.length;
  while (length > 0) {
    const last = text[length - 1]!;
    if (last === ')' && extra > 0) extra--;
    else if (text.endsWith('&amp;', length)) break;
    else if (!ENDS_SENTENCE.includes(last)) break;
    length--;
  }
  return length;
}

const count = (text: string, character: string): number => text.split(character).length - 1;
