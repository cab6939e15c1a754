/**
 * Feed text is an attacker's text. This file decides which characters of it may reach a screen.
 *
 * Removed are the Unicode categories Cc, Cf and Cs: controls (the bidirectional ones among them
 * make a line read backwards), invisible format characters and lone surrogates. Tab, newline, ZWJ
 * and ZWNJ stay: emoji, Persian and Indic scripts need the latter two.
 */
const UNWANTED = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;
/**
 * All that Unicode calls a line end (UAX #14), so that removing one never glues two words together.
 */
// eslint-disable-next-line no-control-regex -- vertical tab and form feed among them
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** Joiners, fillers and variation selectors are white space to the eye. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/**
 * Letters and punctuation of the common scripts, among which nothing has to be removed: Latin,
 * Greek, Cyrillic, general punctuation, kana, Han and Hangul. Most texts of a feed consist of these
 * alone.
 */
const HARMLESS =
  /^[\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u052f\u2010-\u2027\u2030-\u205e\u3000-\u312f\u4e00-\u9fff\uac00-\ud7a3]*$/;
/** No script stacks more marks on one letter; a pile of ninety covers the lines above it. */
const STACKED_MARKS = /(\p{M}{6})\p{M}+/gu;
/** White space that folding changes: all but a single space. */
const FOLDABLE = /\s{2,}|[^\S ]/g;
/** The expressions see at most this many times the limit, so that a huge text costs little. */
const SLACK = 4;

/**
 * Several lines of safe text, at most `max` code points; an ellipsis shows a cut.
 * Anything but a string or a finite number gives the empty string.
 */
export function cleanText(value: unknown, max: number): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return '';
  const text = value.length > max * SLACK ? value.slice(0, max * SLACK) : value;
  return shorten(HARMLESS.test(text) ? text.trim() : removeUnwanted(text), max);
}

/** One line of safe text: white space is folded. */
export function cleanLine(value: unknown, max: number): string {
  return cleanText(value, max).replace(FOLDABLE, ' ');
}

/** A text without the characters that may not reach a screen. White space stays as it is. */
export function removeUnsafe(text: string): string {
  return text.replace(UNWANTED, '');
}

function removeUnwanted(text: string): string {
  const clean = text
    .replace(LINE_ENDS, '\n')
    .replace(UNWANTED, '')
    .replace(STACKED_MARKS, '$1')
    .trim();
  return BLANK.test(clean) ? '' : clean;
}

function shorten(text: string, max: number): string {
  // A text has at least as many code units as code points.
  if (text.length <= max) return text;
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  const start = characters.slice(0, max - 1).join('');
  return `${text.slice(0, borderBefore(text, start.length)).trimEnd()}…`;
}

let segmenter: Intl.Segmenter | undefined;

/** Finds the start of the character at an index, as people see it: a family is one. */
function borderBefore(text: string, index: number): number {
  // Firefox before 125 has no segmenter.
  if (!('Segmenter' in Intl)) return index;
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text).containing(index)?.index ?? index;
}
