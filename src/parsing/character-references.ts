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
    laquo: '«',
    raquo: '»',
    iexcl: '¡',
    iquest: '¿',
    bull: '•',
    middot: '·',
    rarr: '→',
    times: '×',
    deg: '°',
    copy: '©',
    reg: '®',
    trade: '™',
    euro: '€',
    pound: '£',
    szlig: 'ß',
    aelig: 'æ',
    oslash: 'ø',
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

const LAST_CODE_POINT = 0x10ffff;

/** Each character reference as its character, once: `&amp;lt;` becomes `&lt;`. */
export function decodeCharacterReferences(text: string): string {
  return text.replace(
    REFERENCE,
    (written: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name) return NAMED.get(name) ?? accentedLetter(name) ?? written;
      const codePoint = decimal ? Number(decimal) : Number(`0x${hexadecimal}`);
      return codePoint > LAST_CODE_POINT ? written : String.fromCodePoint(codePoint);
    },
  );
}

/** Undefined where Unicode has no such letter. */
function accentedLetter(name: string): string | undefined {
  const accent = ACCENTS.get(name.slice(1));
  const letter = accent && (name.charAt(0) + accent).normalize();
  return letter?.length === 1 ? letter : undefined;
}
