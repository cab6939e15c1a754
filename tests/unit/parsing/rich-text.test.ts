import {describe, expect, test} from 'vitest';
import type {Block, Inline} from '../../../src/model/rich-text.js';
import {plainText} from '../../../src/parsing/rich-text/plain-text.js';
import {parseRichText} from '../../../src/parsing/rich-text/rich-text.js';
import {hostileTexts} from '../../fixtures/hostile.js';
import {randomBodies} from '../../fixtures/random-bodies.js';

/** A body as the HTML that it would be, for tests that a person can read. */
const html = (blocks: readonly Block[]): string => blocks.map(htmlOfBlock).join('');

function htmlOfBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${htmlOfLine(block.children)}</p>`;
    case 'heading':
      return `<h>${htmlOfLine(block.children)}</h>`;
    case 'code-block':
      return `<pre>${block.text}</pre>`;
    case 'quote':
      return `<quote>${html(block.blocks)}</quote>`;
    case 'rule':
      return '<hr>';
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map((item) => `<li>${html(item)}</li>`);
      return `<${tag}>${items.join('')}</${tag}>`;
    }
  }
}

const htmlOfLine = (pieces: readonly Inline[]): string => pieces.map(htmlOfPiece).join('');

function htmlOfPiece(piece: Inline): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'break') return '<br>';
  if (piece.kind === 'code') return `<code>${piece.text}</code>`;
  const words = htmlOfLine(piece.children);
  if (piece.kind === 'link') return `<a ${piece.href}>${words}</a>`;
  return `<${piece.kind}>${words}</${piece.kind}>`;
}

/** The addresses that a reader can follow. */
function linksOf(blocks: readonly Block[]): string[] {
  const ofLine = (pieces: readonly Inline[]): string[] =>
    pieces.flatMap((piece) => {
      const own = piece.kind === 'link' ? [piece.href] : [];
      return 'children' in piece ? [...own, ...ofLine(piece.children)] : own;
    });
  return blocks.flatMap((block) => {
    if ('children' in block) return ofLine(block.children);
    if (block.kind === 'quote') return linksOf(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(linksOf) : [];
  });
}

describe('links', () => {
  const link = '<p>See <a https://a.example/x>details</a>.</p>';
  test.each([
    ['HTML', 'See <a class="b" href="https://a.example/x" target="_blank">details</a>.'],
    ['HTML in single quotes', "See <A HREF='https://a.example/x'>details</A>."],
    ['HTML without quotes', 'See <a href=https://a.example/x>details</a>.'],
    ['Markdown', 'See [details](https://a.example/x).'],
    ['Markdown with a title', 'See [details](https://a.example/x "Status").'],
  ])('live, from %s', (_, body) => {
    expect(html(parseRichText(body))).toBe(link);
  });

  test.each([
    [
      'a full stop',
      'See https://a.example/x.',
      '<p>See <a https://a.example/x>https://a.example/x</a>.</p>',
    ],
    [
      'brackets',
      '(https://a.example/x_(y))',
      '<p>(<a https://a.example/x_(y)>https://a.example/x_(y)</a>)</p>',
    ],
    [
      'a sentence',
      'https://a.example/?a=1, then',
      '<p><a https://a.example/?a=1>https://a.example/?a=1</a>, then</p>',
    ],
    [
      'a character reference',
      '&lt;https://a.example/?a=1&amp;b&gt;',
      '<p><<a https://a.example/?a=1&b>https://a.example/?a=1&b</a>></p>',
    ],
    [
      'pointed brackets',
      '<https://a.example/x>',
      '<p><a https://a.example/x>https://a.example/x</a></p>',
    ],
    ['a mail address', '<mailto:a@b.example>', '<p><a mailto:a@b.example>a@b.example</a></p>'],
  ])('a bare address is live beside %s', (_, body, expected) => {
    expect(html(parseRichText(body))).toBe(expected);
  });

  test('a plain text has live addresses, and nothing else', () => {
    const body = 'See https://a.example/x: *now* <b>not</b>';
    expect(html(parseRichText(body, 'text'))).toBe(
      '<p>See <a https://a.example/x>https://a.example/x</a>: *now* <b>not</b></p>',
    );
  });

  test.each([
    '[x](javascript:globalThis.__pwn=1)',
    '[x](JaVaScRiPt:globalThis.__pwn=1)',
    '[x](data:text/html,1)',
    '<a href="vbscript:x">x</a>',
    '<a href=" javascript:x">x</a>',
    '<a href="&#106;avascript:x">x</a>',
    '<a href="/relative">x</a>',
    '<a>x</a>',
  ])('an address that nobody may follow leaves its words: %s', (body) => {
    expect(html(parseRichText(body))).toBe('<p>x</p>');
  });

  test('a link without words shows its address', () => {
    const shown = '<p><a https://a.example/>https://a.example/</a></p>';
    expect(html(parseRichText('[](https://a.example/)'))).toBe(shown);
    expect(html(parseRichText('<a href="https://a.example/"></a>'))).toBe(shown);
  });

  test('links do not lie in each other', () => {
    expect(html(parseRichText('<a href="https://a.example/">https://b.example/</a>'))).toBe(
      '<p><a https://a.example/>https://b.example/</a></p>',
    );
    expect(html(parseRichText('[see https://b.example/ now](https://a.example/)'))).toBe(
      '<p><a https://a.example/>see https://b.example/ now</a></p>',
    );
  });
});

describe('Markdown', () => {
  test.each([
    [
      'strong and weak',
      '**a** __b__ *c* _d_ ~~e~~',
      '<p><strong>a</strong> <strong>b</strong> <em>c</em> <em>d</em> <del>e</del></p>',
    ],
    ['each in the other', '**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
    ['in scripts without spaces', '**重要**です', '<p><strong>重要</strong>です</p>'],
    ['code', 'run `npm  i` and ``a`b``', '<p>run <code>npm i</code> and <code>a`b</code></p>'],
    ['what does not close', 'a **b [c `d', '<p>a **b [c `d</p>'],
    ['what is empty', '**** and []', '<p>**** and []</p>'],
    ['lines and paragraphs', 'a\nb\n\nc', '<p>a<br>b</p><p>c</p>'],
    ['headings', '## Cause ##\ntext', '<h>Cause</h><p>text</p>'],
    ['a number sign that is none', '#1234 is open', '<p>#1234 is open</p>'],
    ['rules', 'a\n\n---\nb', '<p>a</p><hr><p>b</p>'],
    ['quotes', '> a\n> > b\nc', '<quote><p>a</p><quote><p>b</p></quote></quote><p>c</p>'],
    ['frames', '```js\nlet a\n\n*b*\n```\nc', '<pre>let a\n\n*b*</pre><p>c</p>'],
    ['a frame without an end', '```\na', '<pre>a</pre>'],
    ['lists', '- a\n- b\n\nc', '<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>'],
    ['bullets', '• a\n• b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['numbers', '1. a\n2) b', '<ol><li><p>a</p></li><li><p>b</p></li></ol>'],
    [
      'lists in lists',
      '- a\n  - b\n- c',
      '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>',
    ],
    [
      'items of several lines',
      '- a\n  b\n\n  c\n- d',
      '<ul><li><p>a<br>b</p><p>c</p></li><li><p>d</p></li></ul>',
    ],
    ['HTML within', 'a <b>b</b><br>\nc', '<p>a <strong>b</strong><br>c</p>'],
  ])('has %s', (_, body, expected) => {
    expect(html(parseRichText(body))).toBe(expected);
    expect(html(parseRichText(body, 'markdown'))).toBe(expected);
  });
});

describe('HTML', () => {
  test.each([
    ['paragraphs', '<p>a</p>\n<p class="x">b<br />c</p>', '<p>a</p><p>b<br>c</p>'],
    ['line ends, which are spaces', '<p>a\n  b</p>', '<p>a b</p>'],
    [
      'emphasis',
      '<p><b>a</b> <i>b</i> <s>c</s> <u>d</u></p>',
      '<p><strong>a</strong> <em>b</em> <del>c</del> d</p>',
    ],
    ['code', '<p>Run <code>a <b>b</b></code></p>', '<p>Run <code>a b</code></p>'],
    [
      'lists',
      '<ul><li>a<li>b<ul><li>c</ul></ul>d',
      '<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><p>d</p>',
    ],
    ['numbered lists', '<ol><li><p>a</p></li></ol>', '<ol><li><p>a</p></li></ol>'],
    ['headings', '<h2>a</h2>b', '<h>a</h><p>b</p>'],
    ['quotes', '<blockquote><p>a</p></blockquote>b', '<quote><p>a</p></quote><p>b</p>'],
    ['frames', '<pre>a\n <b>b</b>\n</pre>', '<pre>a\n b</pre>'],
    ['rules', '<p>a</p><hr><p>b</p>', '<p>a</p><hr><p>b</p>'],
    ['tables', '<table><tr><th>EU</th><td>down</td></tr></table>', '<p>EU down</p>'],
    ['images as their words', '<p><img alt="the map" src="x">.</p>', '<p>the map.</p>'],
    ['character references', '<p>a &amp; b &lt;i&gt;</p>', '<p>a & b <i></p>'],
    [
      'tags in the wrong order',
      '<p><b>a <i>b</b> c</i></p>',
      '<p><strong>a <em>b</em></strong> c</p>',
    ],
    ['tags that nobody closed', '<div><b>a', '<p><strong>a</strong></p>'],
  ])('has %s', (_, body, expected) => {
    expect(html(parseRichText(body))).toBe(expected);
    expect(html(parseRichText(body, 'html'))).toBe(expected);
  });

  test('Markdown is read in it only where the format is not named', () => {
    expect(html(parseRichText('<p>**a**</p>'))).toBe('<p><strong>a</strong></p>');
    expect(html(parseRichText('<p>**a**</p>', 'html'))).toBe('<p>**a**</p>');
  });

  test.each(['<script>x</script>', '<img src=x onerror=y>', '<Gather>', '<svg/onload=x>'])(
    'no other tag means anything: %s',
    (body) => {
      const words = body.startsWith('<img') ? '' : `<p>${body}</p>`;
      expect(html(parseRichText(body))).toBe(words);
    },
  );
});

/** All pieces of a body, with what lies in them. */
function piecesOf(blocks: readonly Block[]): Inline[] {
  const within = (piece: Inline): Inline[] =>
    'children' in piece ? [piece, ...piece.children.flatMap(within)] : [piece];
  return blocks.flatMap((block) => {
    if ('children' in block) return block.children.flatMap(within);
    if (block.kind === 'quote') return piecesOf(block.blocks);
    return block.kind === 'list' ? block.items.flatMap(piecesOf) : [];
  });
}

/** Whether a piece has nothing to show. */
function isEmpty(piece: Inline): boolean {
  if ('children' in piece) return piece.children.length === 0;
  return piece.kind === 'text' && piece.text === '';
}

test('10,000 random bodies: only safe addresses, no empty pieces, and no lost words', () => {
  for (const {parts, body, format} of randomBodies(10_000)) {
    const blocks = parseRichText(body, format);
    const links = linksOf(blocks);
    expect(
      links.filter((href) => !/^https:\/\/[abc]\.example\//.test(href)),
      body,
    ).toEqual([]);
    expect(piecesOf(blocks).filter(isEmpty), body).toEqual([]);
    // Words within a comment or behind a lone `<` may be part of what is no text.
    if (format !== 'text' && (body.includes('<!--') || parts.includes('<'))) continue;
    const wordsOf = (text: string): number => text.split('b c').length;
    expect(wordsOf(plainText(blocks)), body).toBe(wordsOf(body));
  }
});

test('what is hostile stays text, whatever the format', () => {
  for (const {id, value} of hostileTexts) {
    for (const format of [undefined, 'markdown', 'html', 'text'] as const) {
      const links = linksOf(parseRichText(value.slice(0, 5_000), format));
      expect(
        links.filter((href) => !/^(?:https?|mailto):/.test(href)),
        id,
      ).toEqual([]);
    }
  }
});

test('depth is bounded', () => {
  const depthOf = (blocks: readonly Block[]): number =>
    Math.max(
      0,
      ...blocks.map((block) => {
        if (block.kind === 'quote') return 1 + depthOf(block.blocks);
        return block.kind === 'list' ? 1 + Math.max(...block.items.map(depthOf)) : 0;
      }),
    );
  for (const body of [
    '> '.repeat(500) + 'a',
    '<blockquote>'.repeat(500) + 'a',
    '<ul><li>'.repeat(500) + 'a',
  ]) {
    expect(depthOf(parseRichText(body))).toBeLessThanOrEqual(20);
    expect(plainText(parseRichText(body))).toContain('a');
  }
});
