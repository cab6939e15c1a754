import type {BodyFormat, Inline} from '../../model/rich-text.js';
import {decodeCharacterReferences} from '../character-references.js';
import type {CharacterReferences} from '../character-references.js';
import {removeUnsafe} from '../text.js';
import {createInlineBuilder} from './inline-builder.js';
import type {InlineBuilder} from './inline-builder.js';
import {lengthOfAddress, parseHref} from './link.js';

/** The way in which a line is read. */
export interface InlineOptions {
  /** The language of the markup. Addresses are live in any. */
  readonly markup: BodyFormat;
  /** False if a line end is no more than a space, as in HTML. */
  readonly keepsLines: boolean;
  readonly references: CharacterReferences;
}

/** It ends before a character reference, such as that of a bracket. Only `&amp;` belongs to it. */
const ADDRESS = '(?<address>https?:\\/\\/(?:[^\\s<>"`[\\]\\\\&]|&amp;|&(?!#?\\w{1,7};)){1,2000})';
const NEWLINE = '(?<newline>\\\\?\\n\\s{0,99}| {1,9}\\n\\s{0,99})';
/** The bound keeps an unclosed `<` from costing more than its own length. */
const TAG = '<(?<close>\\/?)(?<name>[a-z][a-z1-6]{0,9})(?<attributes>(?:[\\s/][^<>]{0,2200})?)>';
const URL_IN_BRACKETS = '(?:[^\\s()<>[\\]]|\\([^\\s()<>[\\]]{0,200}\\)){1,2048}';
const TITLE = '(?:[ \\t]{1,9}"[^"\\n]{0,200}")?';
const TARGET = `\\([ \\t]{0,9}(?<href>${URL_IN_BRACKETS})${TITLE}[ \\t]{0,9}\\)`;
const MARKS = [
  '\\\\(?<escaped>[!-/:-@[-`{-~])',
  '(?<code>`{1,3})',
  '<(?<autolink>(?:https?:|mailto:)[^\\s<>]{1,2000})>',
  '(?<mark>\\*\\*|__|~~|\\*|_)',
  '(?<open>!?\\[)',
  `\\](?:${TARGET})?(?<shut>)`,
].join('|');

/** The markup of a line, by its language. Markdown may have tags (CommonMark 0.31, section 6.6). */
const PATTERNS: Readonly<Record<BodyFormat, RegExp>> = {
  text: new RegExp(`${ADDRESS}|${NEWLINE}`, 'gi'),
  html: new RegExp(`${ADDRESS}|${NEWLINE}|${TAG}`, 'gi'),
  markdown: new RegExp(`${ADDRESS}|${NEWLINE}|${MARKS}|${TAG}`, 'gi'),
};

/** A tag that makes something of what it holds; all other known tags vanish. */
const KIND_OF_TAG: ReadonlyMap<string, 'strong' | 'em' | 'del'> = new Map([
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'em'],
  ['em', 'em'],
  ['del', 'del'],
  ['s', 'del'],
  ['strike', 'del'],
]);
const CODE_TAGS: readonly string[] = ['code', 'kbd', 'samp', 'tt'];
const TRANSPARENT_TAGS: readonly string[] = [
  ...['u', 'span', 'small', 'var', 'time', 'ins', 'sub', 'sup', 'mark', 'abbr', 'cite', 'q'],
  ...['font', 'center', 'label', 'p', 'div', 'ul', 'ol', 'li'],
];
const HREF = /\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/i;
const ALTERNATIVE = /\salt\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/i;

const KIND_OF_MARK = {'**': 'strong', __: 'strong', '*': 'em', _: 'em', '~~': 'del'} as const;
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /^\s?$/;

/**
 * Reads a text without blocks. The time is linear in its length: each expression looks no
 * further than a fixed number of characters, and what does not close stays as it was written.
 */
export function parseInline(text: string, options: InlineOptions): readonly Inline[] {
  const {markup, references} = options;
  /** Characters that were written as references were not seen when the whole was made safe. */
  const decode = (written: string): string => {
    const decoded = markup === 'text' ? written : decodeCharacterReferences(written, references);
    return decoded === written ? written : removeUnsafe(decoded);
  };
  const builder = createInlineBuilder();
  const scan = {text, builder, decode, end: 0, unclosedCode: new Set<string>()};
  const pattern = PATTERNS[markup];
  for (;;) {
    pattern.lastIndex = scan.end;
    const found = pattern.exec(text);
    builder.addText(decode(text.slice(scan.end, found?.index)));
    if (!found) return builder.finish();
    scan.end = pattern.lastIndex;
    addMatch(scan, found, options);
  }
}

interface Scan {
  readonly text: string;
  readonly builder: InlineBuilder;
  readonly decode: (written: string) => string;
  /** The text before this place is read. */
  end: number;
  /** Fences of code that no later fence closes. */
  readonly unclosedCode: Set<string>;
}

function addMatch(scan: Scan, match: RegExpExecArray, {keepsLines}: InlineOptions): void {
  const {builder} = scan;
  const {groups = {}} = match;
  const {address, newline, escaped, code, autolink, mark, open, name} = groups;
  if (address !== undefined) addAddress(scan, address);
  else if (newline !== undefined) builder.addBreak(keepsLines);
  else if (escaped !== undefined) builder.addText(escaped);
  else if (code !== undefined) addCode(scan, code);
  else if (autolink !== undefined) addLink(scan, autolink, autolink.replace(/^mailto:/i, ''));
  else if (mark !== undefined) addMark(scan, mark, match.index);
  else if (open !== undefined) builder.open('link', open);
  else if (groups['shut'] !== undefined) closeLink(scan, match.index, groups['href']);
  else if (name !== undefined) addTag(scan, match[0], groups);
}

function addAddress(scan: Scan, written: string): void {
  const length = lengthOfAddress(written);
  scan.end -= written.length - length;
  const address = written.slice(0, length);
  addLink(scan, address, address);
}

function addLink({builder, decode}: Scan, address: string, text: string): void {
  const href = parseHref(decode(address));
  const children: Inline[] = [{kind: 'text', text: decode(text)}];
  if (href === undefined) builder.addText(decode(text));
  else builder.addLink({kind: 'link', href, children});
}

/** Code reaches to the next fence of the same length. */
function addCode(scan: Scan, fence: string): void {
  const {text, builder, unclosedCode} = scan;
  let end = unclosedCode.has(fence) ? -1 : text.indexOf(fence, scan.end);
  while (end >= 0 && (text[end - 1] === '`' || text[end + fence.length] === '`')) {
    end = text.indexOf(fence, end + 1);
  }
  if (end < 0) {
    unclosedCode.add(fence);
    builder.addText(fence);
    return;
  }
  builder.addCode(text.slice(scan.end, end).replace(/\s+/g, ' ').trim());
  scan.end = end + fence.length;
}

/**
 * A mark opens before a word and closes behind one. Within a word a single one is neither:
 * `snake_case` and `2*3*4` stay as they are. Two do mark a part of a word, as scripts without
 * spaces need it.
 */
function addMark({text, builder, end}: Scan, mark: string, start: number): void {
  const before = text.slice(start - 1, start);
  const after = text.slice(end, end + 1);
  const kind = KIND_OF_MARK[mark as keyof typeof KIND_OF_MARK];
  const isWithinWord = mark !== '**' && mark !== '~~' && WORD.test(before) && WORD.test(after);
  if (!isWithinWord && !SPACE.test(before) && builder.close(kind, mark)) return;
  if (!isWithinWord && !SPACE.test(after)) builder.open(kind, mark);
  else builder.addText(mark);
}

function closeLink(scan: Scan, start: number, href: string | undefined): void {
  const {builder, decode} = scan;
  if (href !== undefined && builder.closeLink(parseHref(decode(href)))) return;
  // It closes nothing. What stands behind it may be live by itself.
  builder.addText(']');
  scan.end = start + 1;
}

function addTag(scan: Scan, written: string, groups: Record<string, string | undefined>): void {
  const {builder, decode} = scan;
  const name = groups['name']!.toLowerCase();
  const attributes = groups['attributes'] ?? '';
  const kind = name === 'a' ? 'link' : CODE_TAGS.includes(name) ? 'code' : KIND_OF_TAG.get(name);
  if (name === 'br') builder.addBreak(true);
  else if (name === 'img') builder.addText(decode(firstGroup(ALTERNATIVE, attributes)));
  else if (kind === undefined) {
    if (!TRANSPARENT_TAGS.includes(name)) builder.addText(decode(written));
  } else if (groups['close']) builder.close(kind, name);
  else if (kind === 'link') {
    builder.openTag(kind, name, parseHref(decode(firstGroup(HREF, attributes))));
  } else builder.openTag(kind, name);
}

/** The first group that an expression finds in the attributes of a tag. */
function firstGroup(pattern: RegExp, attributes: string): string {
  return pattern.exec(attributes)?.slice(1).find(Boolean) ?? '';
}
