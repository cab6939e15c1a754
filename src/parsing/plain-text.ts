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
 * Tags that end a line, that start an item, that strike out and that end a cell, and those that
 * vanish. The bound keeps an unclosed `<` from costing more than its own length.
 */
const LINES =
  'br|p|div|[uo]l|d[ltd]|h[1-6r]|table|t(?:head|body|foot|r)|blockquote|pre|section|article|aside|' +
  'address|fig(?:ure|caption)|details|summary';
const INLINE =
  'b|strong|i|em|u|a|span|code|small|var|time|ins|su[bp]|mark|kbd|samp|abbr|cite|q|font|center';
const TAG = new RegExp(
  `<(?:(/?(?:${LINES}))|(li)|/?(del|s|strike)|(/t[dh])|/li|t[dh]|/?(?:${INLINE}))` +
    '(?:[\\s/][^<>]{0,2200})?>',
  'gi',
);
const IMAGE = /<img\s[^<>]{0,2200}>/gi;
const ALTERNATIVE = /\salt\s{0,9}=\s{0,9}(?:"([^"]{0,500})"|'([^']{0,500})')/i;
/** A frame of which a comment was the only content. */
const EMPTY_FENCE = /^```[^\S\n]*\n\s*```[^\S\n]*$/gm;
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
  if (!MARKUP.test(body)) return body.trim();
  const text = removeComments(body.replace(/\r\n?/g, '\n'));
  // A body of nothing but images without words stays as it was written. It must not be lost.
  return (
    removeMarkup(text.replace(IMAGE, alternativeOf), format, references) ||
    removeMarkup(text, format, references)
  );
}

function removeMarkup(
  body: string,
  format: BodyFormat | undefined,
  references: CharacterReferences,
): string {
  const withoutTags = body.replace(TAG, replaceTag);
  // Markdown is a superset of HTML (CommonMark 0.31, section 6.6).
  const text = decodeCharacterReferences(withoutTags, references);
  const plain = format === 'html' ? text : text.replace(LINK, '$1').replace(STRONG, '$2');
  return plain.replace(/\n{3,}/g, '\n\n').trim();
}

/** Struck text without its stroke would say the opposite. */
function replaceTag(...[, line, item, struck, cell]: (string | undefined)[]): string {
  if (line) return '\n';
  if (item) return '\n• ';
  if (struck) return '~~';
  return cell ? ' ' : '';
}

/** The words that stand for an image. */
function alternativeOf(image: string): string {
  const [, quoted, single] = ALTERNATIVE.exec(image) ?? [];
  return quoted ?? single ?? '';
}

/** No reader of HTML or Markdown sees a comment. One without an end stays as written. */
function removeComments(body: string): string {
  const [first = '', ...parts] = body.split('<!--');
  if (parts.length === 0) return body;
  const shown = parts.map((part) => {
    const end = part.indexOf('-->');
    return end < 0 ? `<!--${part}` : part.slice(end + 3);
  });
  return [first, ...shown].join('').replace(EMPTY_FENCE, '');
}
