/**
 * HTML's character references: `&ndash;`, `&#8211;` and `&#x2013;` are the same dash. The table
 * holds the names that editors write in prose; HTML's whole list has 2,231 and would weigh as much
 * as the rest of this library. A reference that is not known here stays as written.
 */
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,7}));/gi;

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    shy: '',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
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

const LAST_CODE_POINT = 0x10ffff;

/** Each character reference as its character, once: `&amp;lt;` becomes `&lt;`. */
export function decodeCharacterReferences(text: string): string {
  return text.replace(
    REFERENCE,
    (written: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name) return NAMED.get(name) ?? accentedLetter(name) ?? capitalLetter(name) ?? written;
      const codePoint = decimal ? Number(decimal) : Number(`0x${hexadecimal}`);
      if (codePoint > LAST_CODE_POINT) return written;
      return WINDOWS_1252[codePoint - 0x80] ?? String.fromCodePoint(codePoint);
    },
  );
}

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
