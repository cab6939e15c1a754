import {describe, expect, test} from 'vitest';
import {isSecure, safeUrl} from '../../../src/parsing/url.js';
import {hostileTexts} from '../../fixtures/hostile.js';

/** What the hostile addresses that are no lies may become; all others give no link. */
const LINKS = new Map([
  ['own-059', 'https://evil.example/'],
  ['own-063', 'https://status.example.com.evil.example/'],
  ['own-065', 'https://evil.example/%E2%80%AEgnp.exe'],
  ['own-073', 'https://xn--tatus-g2e.example/'],
]);

describe('a link from a feed', () => {
  test('is taken when it is absolute and https', () => {
    expect(safeUrl('https://status.acme.example/i/1?a=b#c')).toBe(
      'https://status.acme.example/i/1?a=b#c',
    );
    expect(safeUrl('HTTPS://Status.Acme.Example')).toBe('https://status.acme.example/');
  });

  for (const {id, value} of hostileTexts.filter(({field}) => field === 'incident.shortlink')) {
    const link = LINKS.get(id);
    test(`${id} ${link ? `is only ever ${link}` : 'is no link'}: ${JSON.stringify(value.slice(0, 60))}`, () => {
      expect(safeUrl(value)).toBe(link);
    });
  }

  test('may be http on the reader’s own machine only', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'feed.localhost']) {
      expect(safeUrl(`http://${host}:8080/x`)).toBe(`http://${host}:8080/x`);
    }
    for (const host of ['example.com', 'localhost.evil.example', '10.0.0.1', 'evil-localhost']) {
      expect(safeUrl(`http://${host}/`)).toBeUndefined();
    }
  });

  test('has neither a user name nor a password, nor borrows from a base', () => {
    for (const url of [
      'https://u@a.example/',
      'https://:p@a.example/',
      'https:a.example',
      '//a.example',
      '/a',
      'a',
    ]) {
      expect(safeUrl(url)).toBeUndefined();
    }
  });

  test('is a string of at most 2,048 characters', () => {
    const longest = `https://a.example/${'x'.repeat(2048 - 18)}`;
    expect(safeUrl(longest)).toBe(longest);
    expect(safeUrl(`${longest}x`)).toBeUndefined();
    for (const value of [
      null,
      undefined,
      7,
      {},
      ['https://a.example'],
      {href: 'https://a.example'},
    ]) {
      expect(safeUrl(value)).toBeUndefined();
    }
  });

  test('only https is secure, and http that stays on the machine', () => {
    expect(isSecure(new URL('https://a.example'))).toBe(true);
    expect(isSecure(new URL('http://127.0.0.1:1'))).toBe(true);
    expect(isSecure(new URL('http://a.example'))).toBe(false);
    expect(isSecure(new URL('ftp://localhost'))).toBe(false);
  });
});
