import {basicReferences, decodeCharacterReferences} from './character-references.js';
import type {CharacterReferences} from './character-references.js';

/**
 * Bodies come as plain text, HTML or Markdown, and no vendor says which. This file reduces all
 * three to readable plain text without a parser of HTML. Only tags from a short list are dropped;
 * every other angle bracket stays as written (`<Gather>` is a product name, `<script>` is
 * somebody's joke). Markdown was made to be read as it is: only its links and strong emphasis are
 * taken apart.
 */

/** The markup language of a body. */
export type BodyFormat = 'text' | 'markdown' | 'html';

/**
 * One of the characters that all expressions below need. Most bodies have none: they are done at
 * once.
 */
const MARKUP = /[<&[\r]|\*\*|__|\n{3}/;
/**
 * Tags that end a line, those that start an item, and those that vanish.
 * The bound keeps an unclosed `<` from costing more than its own length.
 */
const TAG =
  /<(?:(\/?(?:br|p|div|[uo]l|h[1-6]))|(li)|\/li|\/?(?:b|strong|i|em|u|a|span|code|small|var|time))(?:[\s/][^<>]{0,2200})?>/gi;
const LINK = /!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2048}(?:[ \t]{1,9}"[^"\n]{0,200}")?\)/g;
const STRONG = /(\*\*|__)(?=\S)([^*_\n]{1,2000})\1/g;

/**
 * Readable text of a body in any of the three languages; without a format it may be any of them.
 * The time is linear in the length: no expression looks further than its own line, tag or a fixed
 * number of characters.
 */
export function toPlainText(
  body: string,
  format?: BodyFormat,
  references: CharacterReferences = basicReferences,
): string {
  if (format === 'text') return body;
  return (MARKUP.test(body) ? removeMarkup(body, format, references) : body).trim();
}

function removeMarkup(
  body: string,
  format: BodyFormat | undefined,
  references: CharacterReferences,
): string {
  const withoutTags = body
    .replace(/\r\n?/g, '\n')
    .replace(TAG, (_tag, breaks, item) => (breaks ? '\n' : item ? '\n• ' : ''));
  // Markdown is a superset of HTML (CommonMark 0.31, section 6.6).
  const text = decodeCharacterReferences(withoutTags, references);
  const plain = format === 'html' ? text : text.replace(LINK, '$1').replace(STRONG, '$2');
  return plain.replace(/\n{3,}/g, '\n\n');
}
