import type {Block} from '../../model/rich-text.js';
import {createBlockBuilder} from './block-builder.js';
import type {BlockBuilder} from './block-builder.js';
import {parseInline} from './inline.js';
import type {InlineOptions} from './inline.js';
import {parseParagraph} from './paragraph.js';
import {textOfLine} from './plain-text.js';

/** Names of the tags that begin or end a block. */
const BLOCK_NAMES =
  'p|div|section|article|aside|address|fig(?:ure|caption)|details|summary|[uo]l|li|d[ltd]|' +
  'h[1-6r]|table|t(?:head|body|foot|[rdh])|blockquote|pre';
/** The bound keeps an unclosed `<` from costing more than its own length. */
const BLOCK_TAG = new RegExp(`<(/?)(${BLOCK_NAMES})(?:[\\s/][^<>]{0,2200})?>`, 'gi');
const CELL = /^t[dh]$/;
const HEADING = /^h[1-6]$/;

/** Whether a text has the blocks of HTML. */
export function hasHtmlBlocks(text: string): boolean {
  return text.search(BLOCK_TAG) >= 0;
}

/** Reads HTML, tag by tag. Text that has lost its tags becomes a paragraph. */
export function parseHtml(text: string, options: InlineOptions): readonly Block[] {
  const lowerCase = text.toLowerCase();
  const builder = createBlockBuilder();
  let line = '';
  let kind: 'paragraph' | 'heading' = 'paragraph';
  let end = 0;

  /** The text so far is a block of its own. */
  function endLine(): void {
    const children = parseParagraph(line, options);
    line = '';
    if (children.length > 0) builder.add({kind, children});
  }

  for (const {0: tag, 1: slash, 2: written = '', index} of text.matchAll(BLOCK_TAG)) {
    if (index < end) continue;
    line += text.slice(end, index);
    end = index + tag.length;
    const name = written.toLowerCase();
    const isEnd = slash !== '';
    if (CELL.test(name)) {
      line += isEnd ? ' ' : '';
      continue;
    }
    endLine();
    kind = HEADING.test(name) && !isEnd ? 'heading' : 'paragraph';
    if (name === 'pre' && !isEnd) {
      const closing = lowerCase.indexOf('</pre', end);
      const start = end;
      end = closing < 0 ? text.length : closing;
      addCode(builder, text.slice(start, end), options);
    } else addTag(builder, name, isEnd);
  }
  line += text.slice(end);
  endLine();
  return builder.finish();
}

function addTag(builder: BlockBuilder, name: string, isEnd: boolean): void {
  switch (name) {
    case 'hr':
      return builder.add({kind: 'rule'});
    case 'blockquote':
      return isEnd ? builder.close('quote') : builder.openQuote();
    case 'ul':
    case 'ol':
      return isEnd ? builder.close('list') : builder.openList(name === 'ol');
    case 'li':
      return isEnd ? builder.closeItem() : builder.openItem();
  }
}

function addCode(builder: BlockBuilder, html: string, options: InlineOptions): void {
  const lines = html.replace(/\n$/, '').split('\n');
  const text = lines
    .map((line) => parseInline(line, {...options, markup: 'html'}))
    .map(textOfLine)
    .join('\n');
  if (text.trim()) builder.add({kind: 'code-block', text});
}
