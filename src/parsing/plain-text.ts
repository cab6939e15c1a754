import {basicReferences} from './character-references.js';
import type {CharacterReferences} from './character-references.js';
import {plainText} from './rich-text/plain-text.js';
import {parseRichText} from './rich-text/rich-text.js';
import type {BodyFormat} from './rich-text/rich-text.js';

/**
 * One of the signs that mark something up. Most bodies have none: they are done at once. A list or
 * a quote of Markdown is readable as it was written.
 */
const MARKUP = /[<&[\r*_`~\\]|^ {0,3}#|\n{3}/m;
const IMAGE = /<img\s/i;

/** The words of a body in any of the three languages; without a format it may be any of them. */
export function toPlainText(
  body: string,
  format?: BodyFormat,
  references: CharacterReferences = basicReferences,
): string {
  if (format === 'text') return body;
  if (!MARKUP.test(body)) return body.trim();
  const text = plainText(parseRichText(body, format, references));
  // A body of nothing but images without words stays as it was written. It must not be lost.
  return !text && IMAGE.test(body) ? body.trim() : text;
}
