/**
 * Bodies come as plain text, HTML or Markdown, and no vendor says which. This reduces all three to readable
 * plain text in one pass without a parser of HTML: only tags from a short list are dropped, every other
 * angle bracket stays as written (`<Gather>` is a product name, `<script>` is somebody's joke). Of Markdown, which
 * was made to be read as it is, only links and strong emphasis are taken apart.
 */

/** How a body is written. */
export type BodyFormat = 'text' | 'markdown' | 'html';

/** Tags that end a line, those that start an item, and those that vanish; the bound keeps an unclosed `<` from costing. */
const TAG =
  /<(?:(\/?(?:br|p|div|[uo]l|h[1-6]))|(li)|\/li|\/?(?:b|strong|i|em|u|a|span|code|small|var|time))(?:[\s/][^<>]{0,2200})?>/gi;
const ENTITY = /&(?:#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
const ENTITIES = new Map(
  Object.entries({amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0'}),
);
const LINK = /!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2048}(?:[ \t]{1,9}"[^"\n]{0,200}")?\)/g;
const STRONG = /(\*\*|__)(?=\S)([^*_\n]{1,2000})\1/g;

/**
 * Readable text of a body in any of the three languages; without a format it may be any of them.
 * Linear in its length: no expression above looks further than its own line, tag or a fixed number of characters.
 */
export function toPlainText(body: string, format?: BodyFormat): string {
  if (format === 'text') return body;
  // Markdown is a superset of HTML (CommonMark 0.31, section 6.6).
  const text = body
    .replace(/\r\n?/g, '\n')
    .replace(TAG, (_tag, breaks, item) => (breaks ? '\n' : item ? '\n• ' : ''))
    .replace(ENTITY, (_entity, code?: string, name?: string) =>
      name ? ENTITIES.get(name)! : String.fromCodePoint(Number(code)),
    );
  return (format === 'html' ? text : text.replace(LINK, '$1').replace(STRONG, '$2'))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
