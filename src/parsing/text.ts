/**
 * Feed text is an attacker's text: what may reach a screen.
 *
 * Removed are controls, the bidirectional ones that make a line read backwards among them, invisible format characters
 * and lone surrogates (Unicode categories Cc, Cf, Cs). Tab, newline, ZWJ and ZWNJ stay: emoji, Persian and Indic
 * scripts need the latter.
 */
const UNWANTED = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;
/** All that Unicode calls a line end (UAX #14), so that removing one never glues two words together. */
// eslint-disable-next-line no-control-regex -- vertical tab and form feed among them
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** Joiners, fillers, variation selectors: white space to the eye. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
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
    .trim();
  if (BLANK.test(text)) return '';
  const characters = Array.from(text);
  return characters.length > max
    ? `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** One line of safe text: white space is folded. */
export function cleanLine(value: unknown, max: number): string {
  return cleanText(value, max).replace(/\s+/g, ' ');
}
