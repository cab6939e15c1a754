/**
 * Feed text is an attacker's text: what may reach a screen.
 *
 * Removed are C0 and C1 controls (but tab and newline), bidirectional controls, which can make a line read
 * backwards, and invisible characters. ZWJ and ZWNJ stay: emoji, Persian and Indic scripts need them.
 */
const UNWANTED =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are the characters to remove
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const ONLY_JOINERS = /^[\s\u200c\u200d]*$/;
const COMBINING_RUN = /(\p{Mn}{4})\p{Mn}+/gu;
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
    .replace(/\r\n?/g, '\n')
    .replace(UNWANTED, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(COMBINING_RUN, '$1')
    .trim();
  if (ONLY_JOINERS.test(text)) return '';
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
