import type {Block, BodyFormat} from '../../model/rich-text.js';
import {basicReferences} from '../character-references.js';
import type {CharacterReferences} from '../character-references.js';
import {MAX_BODY_CHARACTERS} from '../limits.js';
import {cleanText} from '../text.js';
import {plainText} from './plain-text.js';
import {parseRichText} from './rich-text.js';

/** A body: its words, and its structure where it has one. */
export interface Body {
  readonly body: string;
  readonly blocks: readonly Block[] | undefined;
}

/** Markup may make a body this much longer than its words. No more is looked at. */
const MAX_SOURCE_CHARACTERS = 4 * MAX_BODY_CHARACTERS;
/** Some vendors want a body for each update, and get a full stop. */
const WORDS = /[^\p{P}\p{Z}\p{C}]/u;
/** The start of an address: it is live in any format. */
const ADDRESS = /https?:\/\//i;
/** One of the signs that mark something up. Most bodies have none: they are done at once. */
const MARKUP = /[<&[*_`~\\]|^ {0,3}(?:[#>\-+•]|\d{1,9}[.)])|\n{3}/m;
const IMAGE = /<img\s/i;

/** Reads a body in any of the three languages; without a format it may be any of them. */
export function parseBody(
  value: unknown,
  format: BodyFormat | undefined,
  references: CharacterReferences = basicReferences,
): Body {
  const source = typeof value === 'string' ? cleanText(value, MAX_SOURCE_CHARACTERS) : '';
  if (!WORDS.test(source)) return {body: '', blocks: undefined};
  const isPlain = !ADDRESS.test(source) && (format === 'text' || !MARKUP.test(source));
  if (isPlain) return {body: cleanText(source, MAX_BODY_CHARACTERS), blocks: undefined};
  const blocks = parseRichText(source, format, references);
  const words = format === 'text' ? source : plainText(blocks);
  if (!WORDS.test(words)) {
    // A body of nothing but images without words stays as it was written. It must not be lost.
    return {body: IMAGE.test(source) ? source : '', blocks: undefined};
  }
  return {body: cleanText(words, MAX_BODY_CHARACTERS), blocks};
}
