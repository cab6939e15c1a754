import {describe, expect, test} from 'vitest';
import {readDocument} from '../../src/sources/read-document.js';
import {SourceError} from '../../src/sources/source-error.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

describe('JSON', () => {
  const text = '[{"summary":"Z\u00fcrich is slow"}]';

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${text}`)],
    ['UTF-16BE with a byte order mark', utf16be(`\ufeff${text}`)],
    ['UTF-16BE without', utf16be(text)],
    ['UTF-16LE with a byte order mark', utf16le(`\ufeff${text}`)],
    ['UTF-16LE without', utf16le(text)],
  ])('%s is read', (_name, bytes) => {
    expect(readDocument(bytes)).toEqual([{summary: 'Z\u00fcrich is slow'}]);
  });
});

describe('an encoding', () => {
  const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
  const rss = (declaration: string) =>
    `${declaration}<rss version="2.0"><channel><title>Störung – é</title></channel></rss>`.replace(
      '–',
      '-',
    );
  const declared = '<?xml version="1.0" encoding="ISO-8859-1"?>';

  test.each([
    ['of the XML declaration', latin1(rss(declared)), undefined],
    ['in single quotes', latin1(rss("<?xml version='1.0' encoding='windows-1252' ?>")), undefined],
    ['of the Content-Type, which comes first', utf8(rss(declared)), 'utf-8'],
    ['of the Content-Type alone', latin1(rss('')), 'iso-8859-1'],
    ['of the byte order mark, which comes before all', utf8(`\ufeff${rss(declared)}`), 'latin1'],
    ['that nobody knows', utf8(rss('')), 'x-unheard-of'],
    ['that the bytes refute', utf8(rss('<?xml version="1.0" encoding="UTF-16"?>')), undefined],
  ])('%s', (_what, bytes, charset) => {
    expect(readDocument(bytes, charset)).toMatchObject({title: 'Störung - é'});
  });

  test('of JSON is read from the Content-Type', () => {
    expect(readDocument(latin1('[{"summary":"Zürich"}]'), 'ISO-8859-1')).toEqual([
      {summary: 'Zürich'},
    ]);
  });
});

describe('feeds', () => {
  test('an RSS channel is read, with what XML escapes', () => {
    const text = `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>Acme &amp; Sons</title><atom:link href="https://status.acme.test/feed" rel="self"/>
      <link>https://status.acme.test/</link><lastBuildDate>Sat, 21 Nov 2026 10:00:00 GMT</lastBuildDate>
      <item><guid>slow</guid><title><![CDATA[Search <is> slow]]></title><category>Search</category>
        <description>&lt;p&gt;We&nbsp;look.&lt;/p&gt;</description></item></channel></rss>`;
    expect(readDocument(utf8(text))).toEqual({
      feed: 'rss',
      title: 'Acme & Sons',
      link: 'https://status.acme.test/',
      updated: 'Sat, 21 Nov 2026 10:00:00 GMT',
      items: [
        {
          id: 'slow',
          title: 'Search <is> slow',
          link: '',
          published: '',
          updated: '',
          body: '<p>We&nbsp;look.</p>',
          html: true,
          categories: ['Search'],
        },
      ],
    });
  });

  test('RSS 1.0 has its items beside the channel', () => {
    const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>Acme</title></channel>
      <item><title>Slow</title><dc:date>2026-11-21T10:00:00Z</dc:date></item></rdf:RDF>`;
    expect(readDocument(utf8(text))).toMatchObject({
      title: 'Acme',
      items: [{title: 'Slow', published: '2026-11-21T10:00:00Z'}],
    });
  });

  test('an Atom feed is read; its link is the page, not itself', () => {
    const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Acme</title><updated>2026-11-21T10:00:00Z</updated>
      <link rel="self" href="https://status.acme.test/history.atom"/><link href="https://status.acme.test"/>
      <entry><id>1</id><title>Slow</title><category term="search"/><content type="html">&lt;b&gt;x&lt;/b&gt;</content></entry>
      </feed>`;
    expect(readDocument(utf8(text))).toMatchObject({
      feed: 'atom',
      link: 'https://status.acme.test',
      updated: '2026-11-21T10:00:00Z',
      items: [{id: '1', body: '<b>x</b>', html: true, categories: ['search']}],
    });
  });
});

describe('what entities a document declares', () => {
  const title = (text: string) => (readDocument(utf8(text)) as {title: string}).title;

  test('is never expanded, however often it laughs', () => {
    const laughs = Array.from(
      {length: 9},
      (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`,
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY lol0 "lol">${laughs.join('')}]>
      <rss><channel><title>&lol9;</title></channel></rss>`;
    expect(title(bomb)).toBe('&lol9;');
  });

  test('is never fetched', () => {
    const spy = `<!DOCTYPE feed [<!ENTITY secret SYSTEM "file:///etc/passwd">]><feed><title>&secret;</title></feed>`;
    expect(title(spy)).toBe('&secret;');
  });
});

test('a large feed with the line breaks of Windows does not keep the parser busy', () => {
  const text = `<feed><title>${'a\r\n'.repeat(400_000)}</title></feed>`;
  expect(readDocument(utf8(text))).toMatchObject({feed: 'atom'});
});

describe('what is no document is refused with a sentence', () => {
  test.each([
    ['an HTML page', utf8('<!DOCTYPE html><title>Just a moment<br></title>'), /HTML page/],
    ['an HTML page after a comment', utf8('<!-- x -->\n<HTML lang=en>'), /HTML page/],
    ['an HTML page that happens to be XML', utf8('<!DOCTYPE html><HTML></HTML>'), /HTML page/],
    ['XHTML', utf8('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html/>'), /HTML page/],
    ['nothing', utf8(' \n'), /empty/],
    ['no bytes', new Uint8Array(), /empty/],
    ['a word', utf8('OK'), /neither JSON nor XML/],
    ['half of a document', utf8('{"page":'), /neither JSON nor XML/],
    ['bytes', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]), /neither JSON nor XML/],
    ['a number', utf8('1'), /neither an object nor a list/],
    ['null', utf8('null'), /neither an object nor a list/],
    ['a picture', utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), /neither RSS nor Atom/],
    ['RSS without a channel', utf8('<rss/>'), /neither RSS nor Atom/],
    ['half a feed', utf8('<feed><title>Acme</tit'), /broken XML/],
    ['a very deep feed', utf8(`<feed>${'<a>'.repeat(100_000)}`), /broken XML/],
    ['very deep JSON', utf8('['.repeat(1_000_000)), /neither JSON/],
    ['too much', utf8(`[${' '.repeat(2 * 1024 * 1024)}]`), /2 MiB/],
  ])('%s', (_name, bytes, message) => {
    expect(() => readDocument(bytes)).toThrow(SourceError);
    expect(() => readDocument(bytes)).toThrow(message);
  });
});
