/**
 * Bodies come as plain text, HTML or Markdown, and no vendor says which. This reduces all three to readable
 * plain text in one pass without a parser of HTML: only tags from a short list are dropped, every other
 * angle bracket stays as written (`<Gather>` is a product name, `<script>` is somebody's joke).
 */

/** How a body is written. */
export type BodyFormat = 'text' | 'markdown' | 'html';

/** Tags that end a line, those that start an item, and those that vanish; the bound keeps an unclosed `<` from costing. */
const TAGS =
  /<(?:(\/?(?:br|p|div|[uo]l|h[1-6]))|(li)|\/li|\/?(?:b|strong|i|em|u|a|span|code|small|var|time))(?:[\s/][^<>]{0,2200})?>/gi;

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** Markdown's marks: emphasis and headings lose their signs, links keep their text, lists get bullets. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?|```.*$)/gm, ''],
  [/^[ \t]{0,8}[-*+][ \t]+(?=\S)/gm, '• '],
  [/!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2048}(?:[ \t]{1,9}"[^"\n]{0,200}")?\)/g, '$1'],
  [/(\*\*|`)(?=\S)([^*`\n]{1,2000})\1/g, '$2'],
  [/(^|[\s(])(__?|\*)(?=\S)([^*_\n]{1,2000})\2(?=$|[\s).,;:!?])/gm, '$1$3'],
  [/\\([\\`*_{}[\]()#+\-.!>|])/g, '$1'],
];

/**
 * Readable text of a body in any of the three languages; without a format it may be any of them.
 * Linear in its length: no expression above looks further than its own line, tag or a fixed number of characters.
 */
export function toPlainText(body: string, format?: BodyFormat): string {
  if (format === 'text') return body;
  // Markdown is a superset of HTML (CommonMark 0.31, section 6.6).
  let text = body
    .replace(/\r\n?/g, '\n')
    .replace(TAGS, (_tag, breaks, item) => (breaks ? '\n' : item ? '\n• ' : ''))
    .replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
      const code = decimal ? Number(decimal) : parseInt(hex ?? '', 16);
      if (name) return ENTITIES.get(name.toLowerCase())!;
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    });
  if (format !== 'html') for (const [mark, plain] of MARKS) text = text.replace(mark, plain);
  // Line by line: an expression that ends in blanks before a line end is quadratic in a long run of blanks.
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
