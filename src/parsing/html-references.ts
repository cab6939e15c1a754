import {basicReferences} from './character-references.js';
import type {CharacterReferences} from './character-references.js';

/**
 * The names that editors write in prose. HTML's whole list has 2,231, and would weigh as much as
 * the rest of this library.
 */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    shy: '',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    iexcl: '¡',
    iquest: '¿',
    bull: '•',
    middot: '·',
    rarr: '→',
    times: '×',
    deg: '°',
    reg: '®',
    trade: '™',
    euro: '€',
    pound: '£',
    sect: '§',
    szlig: 'ß',
    aelig: 'æ',
    oelig: 'œ',
    oslash: 'ø',
    eth: 'ð',
    thorn: 'þ',
  }),
);

/** HTML names a letter with an accent by both: `&eacute;` is an e with an acute. */
const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grave: '\u0300',
    acute: '\u0301',
    circ: '\u0302',
    tilde: '\u0303',
    uml: '\u0308',
    ring: '\u030a',
    caron: '\u030c',
    cedil: '\u0327',
  }),
);

/** HTML takes the numbers 128 to 159 for bytes of Windows-1252. In Unicode they are controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Those of `basicReferences`, signs, letters with accents, and the numbers of Windows-1252. */
export const htmlReferences: CharacterReferences = {
  byName: (name) =>
    basicReferences.byName(name) ?? NAMED.get(name) ?? accentedLetter(name) ?? capitalLetter(name),
  byNumber: (codePoint) => WINDOWS_1252[codePoint - 0x80] ?? basicReferences.byNumber(codePoint),
};

/** `&Oslash;`, `&AElig;` and `&ETH;` are the capitals of `&oslash;`, `&aelig;` and `&eth;`. */
function capitalLetter(name: string): string | undefined {
  const small = /^[A-Z]/.test(name) && NAMED.get(name.toLowerCase());
  const capital = small && small.toUpperCase();
  return capital && capital !== small && capital.length === 1 ? capital : undefined;
}

/** Undefined where Unicode has no such letter. */
function accentedLetter(name: string): string | undefined {
  const accent = ACCENTS.get(name.slice(1));
  const letter = accent && (name.charAt(0) + accent).normalize();
  return letter?.length === 1 ? letter : undefined;
}
