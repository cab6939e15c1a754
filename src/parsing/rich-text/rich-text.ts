import type {Block, BodyFormat} from '../../model/rich-text.js';
import {basicReferences} from '../character-references.js';
import type {CharacterReferences} from '../character-references.js';
import {hasHtmlBlocks, parseHtml} from './html.js';
import type {InlineOptions} from './inline.js';
import {parseMarkdown} from './markdown.js';
import {parseParagraph} from './paragraph.js';

/**
 * Reads a body. Without a format it may be any of the three: vendors do not say which.
 *
 * Only tags from a short list mean anything; every other angle bracket stays as written (`<Gather>`
 * is a product name, `<script>` is somebody's joke). The time is linear in the length.
 */
export function parseRichText(
  body: string,
  format?: BodyFormat,
  references: CharacterReferences = basicReferences,
): readonly Block[] {
  const text = body.replace(/\r\n?/g, '\n');
  if (format === 'text') return parseLines(text, references);
  const shown = removeComments(text);
  if (format === 'html' || (!format && hasHtmlBlocks(shown))) {
    return parseHtml(shown, {markup: format ?? 'markdown', keepsLines: false, references});
  }
  const lines = shown.replace(LINE_END_AFTER_BREAK, '<br>');
  return parseMarkdown(lines, {markup: 'markdown', keepsLines: true, references});
}

const LINE_END_AFTER_BREAK = /<br\s?\/?> {0,9}\n/gi;

/** No reader of HTML or Markdown sees a comment. One without an end stays as written. */
function removeComments(text: string): string {
  const [first = '', ...parts] = text.split('<!--');
  const shown = parts.map((part) => {
    const end = part.indexOf('-->');
    return end < 0 ? `<!--${part}` : part.slice(end + 3);
  });
  return [first, ...shown].join('');
}

function parseLines(text: string, references: CharacterReferences): readonly Block[] {
  const options: InlineOptions = {markup: 'text', keepsLines: true, references};
  return text
    .split(/\n\s*\n/)
    .map((part) => parseParagraph(part, options))
    .filter((children) => children.length > 0)
    .map((children) => ({kind: 'paragraph', children}));
}
