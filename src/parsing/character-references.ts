/**
 * HTML's character references: `&ndash;`, `&#8211;` and `&#x2013;` are the same dash. The table
 * holds the names that editors and writers use in prose; HTML's whole list has 2,231, most of them
 * of mathematics. A reference that is not known here stays as written.
 */
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,7}));/gi;

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
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    laquo: '«',
    raquo: '»',
    iexcl: '¡',
    iquest: '¿',
    bull: '•',
    middot: '·',
    larr: '←',
    rarr: '→',
    harr: '↔',
    uarr: '↑',
    darr: '↓',
    minus: '−',
    plusmn: '±',
    times: '×',
    divide: '÷',
    asymp: '≈',
    ne: '≠',
    le: '≤',
    ge: '≥',
    frac14: '¼',
    frac12: '½',
    frac34: '¾',
    deg: '°',
    micro: 'µ',
    permil: '‰',
    ordf: 'ª',
    ordm: 'º',
    para: '¶',
    sect: '§',
    copy: '©',
    reg: '®',
    trade: '™',
    cent: '¢',
    pound: '£',
    yen: '¥',
    euro: '€',
    szlig: 'ß',
    aelig: 'æ',
    AElig: 'Æ',
    oelig: 'œ',
    OElig: 'Œ',
    oslash: 'ø',
    Oslash: 'Ø',
  }),
);

/** HTML names a letter with an accent by both: `&eacute;` is an e with an acute. */
const ACCENTED = /^([A-Za-z])([a-z]+)$/;
const COMBINING: ReadonlyMap<string, string> = new Map(
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

/** HTML takes the numbers 128 to 159 for Windows-1252; in Unicode they are controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const LAST_CODE_POINT = 0x10ffff;

/** Each character reference as its character, once: `&amp;lt;` becomes `&lt;`. */
export function decodeCharacterReferences(text: string): string {
  return text.replace(
    REFERENCE,
    (written: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name) return NAMED.get(name) ?? accentedLetter(name) ?? written;
      const codePoint = decimal ? Number(decimal) : parseInt(hexadecimal!, 16);
      return codePoint > LAST_CODE_POINT ? written : characterOf(codePoint);
    },
  );
}

/** Undefined where Unicode has no such letter. */
function accentedLetter(name: string): string | undefined {
  const [, letter = '', accent = ''] = ACCENTED.exec(name) ?? [];
  const mark = COMBINING.get(accent);
  const composed = mark && (letter + mark).normalize();
  return composed?.length === 1 ? composed : undefined;
}

function characterOf(codePoint: number): string {
  return WINDOWS_1252[codePoint - 0x80] ?? String.fromCodePoint(codePoint);
}
