import {describe, expect, test} from 'vitest';
import {cleanLine, cleanText} from '../../../src/parsing/text.js';
import {hostileText, hostileTexts} from '../../fixtures/hostile.js';

describe('text from a feed', () => {
  test('plain words in any script stay as they are', () => {
    const texts = ['Zahlungen', 'مشكلة في API v2 (eu-west-1)', '決済', 'می‌خواهم', '👩‍👩‍👧 ok', 'ক্ষ'];
    for (const text of texts) expect(cleanLine(text, 200)).toBe(text);
  });

  test('each character of the Basic Multilingual Plane is kept, removed or a line end', () => {
    const kept = /[\t\n\u200c\u200d]|[^\p{Cc}\p{Cf}\p{Cs}]/u;
    const lineEnds = '\n\v\f\r\u0085\u2028\u2029';
    const wrong = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code)).filter(
      (character) => {
        const between = lineEnds.includes(character) ? '\n' : kept.test(character) ? character : '';
        return cleanText(`a${character}b`, 9) !== `a${between}b`;
      },
    );
    expect(wrong).toEqual([]);
  });

  test('a text of nothing but white space and fillers is empty, whichever they are', () => {
    const blank = /[\s\p{Default_Ignorable_Code_Point}\u2800\p{Cc}\p{Cf}\p{Cs}]/u;
    const all = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code));
    expect(all.filter((character) => blank.test(character) && cleanText(character, 9))).toEqual([]);
  });

  test('markup is text like any other: escaping is the template’s business', () => {
    for (const {value, field} of hostileTexts.filter(({field}) => field === 'incident.name')) {
      expect(cleanLine(value, 200), field).toBe(value.trim());
    }
  });

  test('bidirectional controls are removed, which could turn a line around', () => {
    expect(cleanLine(hostileText('own-112'), 200)).toBe('kcatta rednu status');
    expect(
      cleanLine('a\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069b', 9),
    ).toBe('ab');
  });

  test('zero-width characters are removed', () => {
    expect(cleanLine('Lo\u200bgin\u2060\ufeff\u00ad\u206a', 200)).toBe('Login');
    expect(cleanLine(hostileText('own-114'), 200).replace('\u200d', '')).toBe('Login');
  });

  test('a text of invisible characters alone is empty', () => {
    for (const text of [
      '\u200b\u2060',
      '\u200d\u200c',
      '\u3164',
      '\u2800 \u115f',
      '\ufe0f',
      '\u202e',
      ' \n',
    ]) {
      expect(cleanText(text, 200), JSON.stringify(text)).toBe('');
    }
  });

  test('control characters and terminal sequences lose their control', () => {
    expect(cleanLine(hostileText('own-124'), 200)).toBe('[31mred[0m');
    expect(cleanLine('a\u0000b\u0085c\u009fd\u007f', 200)).toBe('ab cd');
  });

  test('a lone surrogate is removed, a pair stays', () => {
    expect(cleanLine(hostileText('own-120'), 200)).toBe('');
    expect(cleanLine('\ud83d Checkout \udfff 🔥', 200)).toBe('Checkout 🔥');
    expect(cleanText('🔥'.repeat(9), 2)).toBe('🔥…');
    expect(() => encodeURIComponent(cleanLine('\ud800', 9))).not.toThrow();
  });

  test('accents stay, and count as characters: no pile of them is longer than a text', () => {
    expect(cleanLine('e\u0301 Zu\u0308rich', 200)).toBe('e\u0301 Zu\u0308rich');
    expect(Array.from(cleanLine(hostileText('own-116'), 200)).length).toBeLessThanOrEqual(200);
  });

  test.each([
    ['Latin', 'Z', '\u0351', 'o'],
    ['Thai', 'ก', '\u0e49', 'ข'],
    ['enclosing', 'a', '\u20dd', 'b'],
  ])('a pile of marks is no higher than scripts need: %s', (_script, letter, mark, next) => {
    const text = `${letter}${mark.repeat(90)}${next}`;
    expect(cleanLine(text, 200)).toBe(`${letter}${mark.repeat(6)}${next}`);
  });

  test.each([
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['a flag', '\u{1f1e9}\u{1f1ea}'],
    ['a letter and its accents', 'e\u0301\u0323'],
    ['a syllable', 'नि'],
  ])('a cut goes round %s', (_what, character) => {
    const length = Array.from(character).length;
    for (let max = 5; max <= 5 + length; max++) {
      const text = cleanText(`abc ${character}${' d'.repeat(10)}`, max);
      expect(['abc…', `abc ${character}…`]).toContain(text);
    }
  });

  test('every kind of line end is a line end', () => {
    expect(cleanText('a\r\nb\rc\nd\u2028e\u2029f\u0085g\u000bh\u000ci', 200)).toBe(
      'a\nb\nc\nd\ne\nf\ng\nh\ni',
    );
  });

  test('a line folds its white space', () => {
    expect(cleanLine('  a \t\r\n b\u00a0\u3000c ', 200)).toBe('a b c');
  });

  test('a text that is too long ends in an ellipsis', () => {
    expect(cleanLine('abcdef', 6)).toBe('abcdef');
    expect(cleanLine('abcdefg', 6)).toBe('abcde…');
    expect(cleanLine('abcd  fg', 6)).toBe('abcd…');
  });

  test('a cut counts characters as people do and never halves an emoji', () => {
    expect(cleanLine('🔥'.repeat(6), 6)).toBe('🔥'.repeat(6));
    expect(cleanLine('🔥'.repeat(7), 6)).toBe('🔥'.repeat(5) + '…');
    expect(Array.from(cleanLine('🔥'.repeat(5000), 200))).toHaveLength(200);
  });

  test('a name of 5,000 letters is cut', () => {
    expect(cleanLine(hostileText('own-118'), 200)).toHaveLength(200);
  });

  test('a finite number is text; anything else is empty', () => {
    expect(cleanLine(7, 200)).toBe('7');
    for (const value of [
      NaN,
      Infinity,
      null,
      undefined,
      true,
      {},
      [],
      {toString: () => 'x'},
      {_$litDirective$: {}},
    ]) {
      expect(cleanText(value, 200)).toBe('');
    }
  });
});
