/** The characters that HTML's references stand for: `&ndash;` and `&#8211;` are the same dash. */
export interface CharacterReferences {
  /** The character of a name; undefined for a name that is not known. */
  byName(name: string): string | undefined;
  /** The character of a number, which is a code point. */
  byNumber(codePoint: number): string;
}

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,7}));/gi;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
]);

/** Those that software writes by itself. Letters with accents need `htmlReferences`. */
export const basicReferences: CharacterReferences = {
  byName: (name) => NAMED.get(name),
  byNumber: (codePoint) => String.fromCodePoint(codePoint),
};

const LAST_CODE_POINT = 0x10ffff;

/**
 * Each character reference as its character, once: `&amp;lt;` becomes `&lt;`. One that is not known
 * stays as written.
 */
export function decodeCharacterReferences(
  text: string,
  {byName, byNumber}: CharacterReferences,
): string {
  return text.replace(
    REFERENCE,
    (written: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name) return byName(name) ?? written;
      const codePoint = decimal ? Number(decimal) : Number(`0x${hexadecimal}`);
      return codePoint > LAST_CODE_POINT ? written : byNumber(codePoint);
    },
  );
}
