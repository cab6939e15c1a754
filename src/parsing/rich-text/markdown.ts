import type {Block} from '../../model/rich-text.js';
import {MAX_BODY_DEPTH} from '../limits.js';
import type {InlineOptions} from './inline.js';
import {lastIndex} from './last-index.js';
import {parseParagraph} from './paragraph.js';

// Each repetition has a bound, so that no line costs more than its length.
const FENCE = /^ {0,3}(`{3,9}|~{3,9})/;
const HEADING = /^ {0,3}#{1,6}[ \t]{1,99}/;
const RULE = /^ {0,3}(?:(?:\*[ \t]{0,9}){3,99}|(?:-[ \t]{0,9}){3,99}|(?:_[ \t]{0,9}){3,99})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+•]|\d{1,9}[.)])([ \t]{1,99})(?=\S)/;

/**
 * Reads Markdown, line by line. It takes the parts of CommonMark 0.31 that people use in status
 * updates, and a line end is a line end. Each line is looked at once per level it lies in.
 */
export function parseMarkdown(text: string, options: InlineOptions, depth = 0): readonly Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let index = 0;

  const endParagraph = (): void => {
    const children = parseParagraph(paragraph.join('\n'), options);
    if (children.length > 0) blocks.push({kind: 'paragraph', children});
    paragraph = [];
  };
  /** Takes lines for as long as they belong to a block. */
  const takeWhile = (belongs: (line: string) => boolean): string[] => {
    const start = index;
    while (index < lines.length && belongs(lines[index]!)) index++;
    return lines.slice(start, index);
  };

  while (index < lines.length) {
    const line = lines[index]!;
    const [, fence] = FENCE.exec(line) ?? [];
    const item = ITEM.exec(line);
    if (fence !== undefined) {
      endParagraph();
      index++;
      const code = takeWhile((other) => !other.trimStart().startsWith(fence));
      index++;
      if (code.some((other) => other.trim())) {
        blocks.push({kind: 'code-block', text: code.join('\n')});
      }
    } else if (HEADING.test(line)) {
      endParagraph();
      index++;
      const children = parseParagraph(headingOf(line), options);
      if (children.length > 0) blocks.push({kind: 'heading', children});
    } else if (RULE.test(line)) {
      endParagraph();
      index++;
      blocks.push({kind: 'rule'});
    } else if (QUOTE.test(line) && depth < MAX_BODY_DEPTH) {
      endParagraph();
      const quoted = takeWhile((other) => QUOTE.test(other));
      const inner = quoted.map((other) => other.replace(QUOTE, '')).join('\n');
      blocks.push({kind: 'quote', blocks: parseMarkdown(inner, options, depth + 1)});
    } else if (item && depth < MAX_BODY_DEPTH) {
      endParagraph();
      const ordered = isOrdered(item);
      const items = takeItems(takeWhile(listOf(ordered)));
      blocks.push({
        kind: 'list',
        ordered,
        items: items.map((inner) => parseMarkdown(inner, options, depth + 1)),
      });
    } else {
      if (line.trim() === '') endParagraph();
      else paragraph.push(line.trim());
      index++;
    }
  }
  endParagraph();
  return blocks;
}

/** The words of a heading, without the signs before and behind them. */
function headingOf(line: string): string {
  const words = line.replace(HEADING, '').trimEnd();
  const end = lastIndex(words.split(''), (character) => character !== '#');
  return words.slice(0, end + 1).trimEnd();
}

const isOrdered = (item: RegExpExecArray): boolean => /^\d/.test(item[2]!);

/** Makes a function that says of one line after the other whether it belongs to a list. */
function listOf(ordered: boolean): (line: string) => boolean {
  let isAfterBlank = false;
  return (line) => {
    const wasAfterBlank = isAfterBlank;
    isAfterBlank = line.trim() === '';
    if (isAfterBlank) return true;
    // An indented line lies in an item.
    if (/^[ \t]{2}/.test(line)) return true;
    const item = ITEM.exec(line);
    if (item) return isOrdered(item) === ordered && !RULE.test(line);
    return !wasAfterBlank && !HEADING.test(line) && !FENCE.test(line) && !QUOTE.test(line);
  };
}

/** The lines of a list, item by item, without the marks and the indent that belongs to them. */
function takeItems(lines: readonly string[]): readonly string[] {
  const items: string[][] = [];
  let indent = 0;
  for (const line of lines) {
    const item = ITEM.exec(line);
    // The marks of one list stand below each other; what is further right lies in an item.
    if (item && (items.length === 0 || item[1]!.length < Math.max(2, indent))) {
      indent = item[0].length;
      items.push([line.slice(indent)]);
    } else {
      items.at(-1)?.push(line.slice(Math.min(indent, line.length - line.trimStart().length)));
    }
  }
  return items.map((item) => item.join('\n').trimEnd());
}
