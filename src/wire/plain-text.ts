/**
 * Bodies come as plain text, HTML or Markdown, and no vendor says which. This reduces all three to readable
 * plain text in one pass without a parser of HTML: only tags from a short list are dropped, every other
 * angle bracket stays as written (`<Gather>` is a product name, `<script>` is somebody's joke).
 */

/** How a body is written. */
export type BodyFormat = 'text' | 'markdown' | 'html';

/** Tags that end a line, and those that vanish; anything else is text. */
const BREAKING = new Set(['br', 'p', 'div', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const SILENT = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'a',
  'span',
  'code',
  'small',
  'var',
  'time',
]);

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/**
 * Readable text of a body in any of the three languages; without a format it may be any of them.
 * Linear in its length: no expression below looks further than its own line, tag or a fixed number of characters.
 */
export function toPlainText(body: string, format?: BodyFormat): string {
  if (format === 'text') return body;
  // Markdown is a superset of HTML (CommonMark 0.31, section 6.6).
  const text = decodeEntities(dropTags(body.replace(/\r\n?/g, '\n')));
  return tidy(format === 'html' ? text : dropMarks(text));
}

/** The bound keeps an unclosed `<` from making the scan quadratic; a tag may hold one long URL. */
function dropTags(body: string): string {
  return body.replace(
    /<(\/?)([a-z][a-z0-9]{0,9})(?=[\s/>])[^<>]{0,2200}>/gi,
    (tag, slash, name) => {
      const lower = String(name).toLowerCase();
      if (lower === 'li') return slash ? '' : '\n• ';
      if (BREAKING.has(lower)) return '\n';
      return SILENT.has(lower) ? '' : tag;
    },
  );
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (entity, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES.get(String(name).toLowerCase()) ?? entity;
      const code = decimal !== undefined ? Number(decimal) : parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

/** Markdown's marks: links keep their text, emphasis and headings lose their signs, lists get bullets. */
function dropMarks(text: string): string {
  return text
    .replace(/^ {0,3}#{1,6}[ \t]+/gm, '')
    .replace(/^[ \t]{0,8}[-*+][ \t]+(?=\S)/gm, '• ')
    .replace(/^ {0,3}>[ \t]?/gm, '')
    .replace(/^ {0,3}```.*$/gm, '')
    .replace(/!?\[([^[\]\n]{0,500})\]\([^()\s]{0,2048}(?:[ \t]{1,9}"[^"\n]{0,200}")?\)/g, '$1')
    .replace(/\*\*(?=\S)([^*\n]{1,2000})\*\*/g, '$1')
    .replace(/(^|[\s(])__(?=\S)([^_\n]{1,2000})__(?=$|[\s).,;:!?])/gm, '$1$2')
    .replace(/(^|[\s(])([*_])(?=\S)([^*_\n]{1,2000})\2(?=$|[\s).,;:!?])/gm, '$1$3')
    .replace(/`([^`\n]{1,2000})`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!>|])/g, '$1');
}

/** Line by line: `/[ \t]+$/gm` is quadratic in a long run of spaces. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
