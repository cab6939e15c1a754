/**
 * Feed text is an attacker's text: what may reach a screen.
 *
 * Removed are C0 and C1 controls (but tab and newline), bidirectional controls, which can make a line read
 * backwards, and invisible characters. ZWJ and ZWNJ stay: emoji, Persian and Indic scripts need them.
 */
const UNWANTED =
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** All that Unicode calls a line end (UAX #14), so that removing one never glues two words together. */
// eslint-disable-next-line no-control-regex -- vertical tab and form feed among them
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
/** Joiners, fillers, variation selectors: white space to the eye. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** Stacked accents climb over other lines; four are the most a living language needs. */
const COMBINING_RUN = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;
/** Cuts before the slower regular expressions see the text. */
const SLACK = 4;

/**
 * Several lines of safe text, at most `max` characters; an ellipsis shows a cut.
 * Anything but a string or a finite number gives the empty string.
 */
export function cleanText(value: unknown, max: number): string {
  if (typeof value === 'number' && Number.isFinite(value)) value = String(value);
  if (typeof value !== 'string') return '';
  const text = value
    .slice(0, max * SLACK)
    .replace(LINE_ENDS, '\n')
    .replace(UNWANTED, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(COMBINING_RUN, '$1')
    .trim();
  if (BLANK.test(text)) return '';
  if (text.length <= max) return text;
  const characters = Array.from(text);
  return characters.length <= max
    ? text
    : characters
        .slice(0, max - 1)
        .join('')
        .trimEnd() + '…';
}

/** One line of safe text: white space is folded. */
export function cleanLine(value: unknown, max: number): string {
  return cleanText(value, max).replace(/\s+/g, ' ');
}
