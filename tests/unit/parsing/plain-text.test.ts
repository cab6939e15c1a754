import {describe, expect, test} from 'vitest';
import {htmlReferences} from '../../../src/parsing/html-references.js';
import {plainText} from '../../../src/parsing/rich-text/plain-text.js';
import {parseRichText} from '../../../src/parsing/rich-text/rich-text.js';
import {hostileText, hostileTexts, repetition, slowTexts} from '../../fixtures/hostile.js';

const toPlainText = (...body: Parameters<typeof parseRichText>) =>
  plainText(parseRichText(...body));

describe('a body whose language nobody names', () => {
  test.each([
    ['breaks', 'Fixed.<br /><br>See<BR/>below', 'Fixed.\n\nSee\nbelow'],
    ['paragraphs', '<p>para</p><p class="x">two</p>', 'para\n\ntwo'],
    [
      'links, of which the text stays',
      'See <a href="https://a.example/x" target="_blank">details</a>.',
      'See details.',
    ],
    [
      'emphasis',
      'a <b>b</b> <strong>c</strong> <em>d</em><i>e</i><u>f</u><span style="x">g</span>',
      'a b c defg',
    ],
    ['lists', '<ul><li>one</li><li>two</li></ul>', '• one\n• two'],
    [
      'tables',
      '<table><tr><th>Region</th><td class="x">EU</td></tr><tr><th>State</th><td>down</td></tr></table>',
      'Region EU\n\nState down',
    ],
    [
      'quotes and frames',
      '<blockquote>Quote</blockquote><pre>code</pre><hr>end',
      'Quote\n\ncode\n\nend',
    ],
    [
      'images, of which the words stay',
      'See <img src="x.png" alt="the map"><img src=y>.',
      'See the map.',
    ],
    ['an image without words, if there is nothing else', '<p><img src="x.png"></p>', ''],
    [
      'struck text, of which the stroke stays',
      'Works.<del>Fails.</del> <s>No</s>',
      'Works.~~Fails.~~ ~~No~~',
    ],
    ['comments', 'a<!-- b\n<b> --> c <!-- open', 'a c <!-- open'],
    ['comments in a frame', 'a\n```\n<!-- b -->\n```\nc', 'a\n\nc'],
  ])('HTML loses its %s', (_, body, text) => {
    expect(toPlainText(body)).toBe(text);
  });

  test.each([
    ['strong emphasis', '**Resolved** and __both__.', 'Resolved and both.'],
    [
      'links',
      'Mail [us](mailto:a@b.example "Help") or [read](https://a.example/x).',
      'Mail us or read.',
    ],
    [
      'images',
      '![](https://tracker.example/p.gif?u=1) ok ![alt](https://a.example/i.png)',
      'ok alt',
    ],
  ])('Markdown loses its %s', (_, body, text) => {
    expect(toPlainText(body)).toBe(text);
  });

  test.each([
    ['<details><summary>Mehr dazu</summary>Nur in Wien.</details>', 'Mehr dazu\n\nNur in Wien.'],
    ['<section><article>Une panne</article></section>', 'Une panne'],
    ['<figure><img src="x" alt="Karte"><figcaption>Süden</figcaption></figure>', 'Karte\n\nSüden'],
  ])('the frames of a text are taken off: %s', (body, text) => {
    expect(toPlainText(body)).toBe(text);
  });

  test.each([
    ['headings', '# Impact\n### Cause ###\ntext', 'Impact\n\nCause\n\ntext'],
    ['lists', '* one\n* two\n  + three\n\n1. a\n2. b', '• one\n• two\n• three\n\n1. a\n2. b'],
    ['quotes', '> *said*\n>nothing', 'said\nnothing'],
    ['code', 'run `npm i` now\n```sh\nls\n```\nend', 'run npm i now\n\nls\n\nend'],
    ['escapes', 'Ticket \\#12 \\*not\\* bold', 'Ticket #12 *not* bold'],
    ['weak emphasis', '*this* and _that_', 'this and that'],
  ])('Markdown is read without its signs: %s', (_, body, text) => {
    expect(toPlainText(body)).toBe(text);
  });

  test.each(['5 * 3 = 15', 'a snake_case_name', '2*3*4 GB'])(
    'what only looks like Markdown, or is as readable, stays: %s',
    (body) => {
      expect(toPlainText(body)).toBe(body);
    },
  );

  test.each([
    'Calls to <Gather> and <Connect><VirtualAgent> fail',
    'the "<unlabeled event>" filter',
    'latency < 5 ms & > 3 ms',
    'snake_case_names, 2 * 3 * 4, a_b and c_d',
    '¯(ツ)¯ 5 > 4',
    'AT&T, R&D; &unknown; &#x; &#xyz; &qacute; &eACUTE; &toString; &AMP &amp',
    '&Szlig; &Euro; &eTH; &Ndash; &Nbsp;',
    '&#1114112; &#99999999; &#x110000; &#xffffff; &#x1234567;',
    '<script>globalThis.__pwn=1</script>',
    '<dialog open oncancel=globalThis.__pwn=1>',
    '<javascript:globalThis.__pwn=1>',
    '<',
    '<b',
  ])('what is no markup of ours stays as written: %s', (body) => {
    expect(toPlainText(body)).toBe(body);
    expect(toPlainText(body, undefined, htmlReferences)).toBe(body);
  });

  test('entities are decoded once', () => {
    expect(toPlainText(hostileText('own-097'))).toBe('<b>not bold</b> & <i> \u00a0|');
    expect(toPlainText('&amp;lt;p&amp;gt; &quot;&#39;&apos; &#128293;')).toBe("&lt;p&gt; \"'' 🔥");
  });

  test.each([
    ['hexadecimal numbers', 'We&#x27;re on it&#X2E; &#x1F525;', "We're on it. 🔥"],
    ['decimal numbers', 'We&#8217;re on it', 'We’re on it'],
    [
      'punctuation',
      '9&ndash;10&nbsp;a.m.&hellip; &ldquo;it&rsquo;s fine&rdquo;',
      '9–10\u00a0a.m.… “it’s fine”',
    ],
    ['arrows and signs', 'A &rarr; B &times; 2 &bull; &sect; &euro; &deg;', 'A → B × 2 • § € °'],
    [
      'accented letters',
      'St&ouml;rung, &Eacute;t&eacute;, se&ntilde;al, &ccedil;a, &scaron;',
      'Störung, Été, señal, ça, š',
    ],
    ['letters of their own', 'Stra&szlig;e, &oslash;re, &aelig;ble', 'Straße, øre, æble'],
    ['letters of Iceland and France', '&thorn;a&eth;, c&oelig;ur', 'það, cœur'],
    ['capitals', '&Oslash; &AElig; &OElig; &ETH; &THORN; &Scaron;', 'Ø Æ Œ Ð Þ Š'],
    ['spaces', '5&thinsp;ms&ensp;or&emsp;more', '5\u2009ms\u2002or\u2003more'],
    ['numbers of Windows-1252', '9&#150;11 it&#x92;s &#128;5 &#x9F;', '9–11 it’s €5 Ÿ'],
    ['soft hyphens', 'out&shy;age', 'outage'],
  ])('character references are read: %s', (_, body, text) => {
    expect(toPlainText(body, undefined, htmlReferences)).toBe(text);
    expect(toPlainText(body, 'html', htmlReferences)).toBe(text);
    expect(toPlainText(body, 'text', htmlReferences)).toBe(body);
  });

  test('the small version reads those that software writes by itself', () => {
    const body = '&#x27;A&amp;B&#8217;&nbsp;&lt;1&gt; &quot;9&ndash;10&mdash;11&hellip;&quot;';
    expect(toPlainText(body)).toBe('\'A&B’\u00a0<1> "9–10—11…"');
    expect(toPlainText('&lsquo;a&rsquo; &ldquo;b&rdquo; &apos;c&apos;')).toBe("‘a’ “b” 'c'");
    expect(toPlainText('Caf&eacute; &Eacute;')).toBe('Caf&eacute; &Eacute;');
  });

  test('a character reference makes no markup', () => {
    expect(toPlainText('&#x3c;b&#x3e; &#60;script&#62;')).toBe('<b> <script>');
  });

  test('Windows line ends are line ends, and blank lines fold to one', () => {
    expect(toPlainText('a\r\nb\rc')).toBe('a\nb\nc');
    expect(toPlainText('a\r\n\r\n\r\n\r\nb')).toBe('a\n\nb');
    expect(toPlainText('a\r\n- b\r\n')).toBe('a\n\n• b');
  });

  test('links of hostile Markdown keep their text and no address', () => {
    for (const id of ['own-075', 'own-081']) expect(toPlainText(hostileText(id))).toBe('x');
    expect(toPlainText('[Fix now](javascript:globalThis.__pwn=1)')).toBe('Fix now');
  });

  test('hostile Markdown stays text', () => {
    for (const {id, value} of hostileTexts.filter(({field}) => field === 'update.body')) {
      expect(typeof toPlainText(value.slice(0, 5000)), id).toBe('string');
    }
    const script = '<script>globalThis.__pwn=1</script>';
    expect(toPlainText(hostileText('own-089'))).toBe(`bold ${script}`);
    expect(toPlainText(hostileText('own-091'))).toBe(script);
  });
});

describe('a body that names its language', () => {
  test('plain text keeps all signs', () => {
    const body = '**a** <br> &amp; [x](https://a.example) `b`';
    expect(toPlainText(body, 'text')).toBe(body);
  });

  test('HTML keeps what would be Markdown', () => {
    expect(toPlainText('<p>2 ** 3 and *stars*</p>', 'html')).toBe('2 ** 3 and *stars*');
  });

  test('Markdown may hold HTML, as its specification says', () => {
    expect(toPlainText('**a**<br>b &amp; c', 'markdown')).toBe('a\nb & c');
  });
});

describe('the time to read a body grows with its length, not with its square', () => {
  const more = [
    {id: 'a run of blanks inside a line', recipe: {repeatOf: ' ', length: 0, tail: 'y'}},
    {id: 'a run of tabs after a bullet', recipe: {repeatOf: '\t', length: 0, tail: '- y'}},
    {id: 'unclosed tags', recipe: {repeatOf: '<a ', length: 0}},
    {id: 'one unclosed tag', recipe: {repeatOf: 'x', length: 0, tail: '<a'}},
    {id: 'unclosed links', recipe: {repeatOf: '[a](b "', length: 0}},
    {id: 'backquotes', recipe: {repeatOf: '`a', length: 0, tail: '`'}},
    {id: 'underscores', recipe: {repeatOf: ' _a', length: 0}},
    {id: 'line ends', recipe: {repeatOf: '\n', length: 0, tail: 'a'}},
    {id: 'blank lines of blanks', recipe: {repeatOf: ' \n', length: 0, tail: 'a'}},
    {id: 'decimal numbers', recipe: {repeatOf: '&#1', length: 0}},
    {id: 'hexadecimal numbers', recipe: {repeatOf: '&#x1', length: 0}},
    {id: 'names', recipe: {repeatOf: '&a', length: 0}},
  ];

  test.each([...slowTexts, ...more])('$id', ({recipe}) => {
    const short = searchesOf(repetition({...recipe, length: 4_000}));
    const long = searchesOf(repetition({...recipe, length: 32_000}));
    // Eight times the text takes eight times the searches at most, and no single one goes far.
    expect(long.length).toBeLessThanOrEqual(8 * short.length + 20);
    expect(long.filter(({source}) => looksFar(source))).toEqual([]);
  });

  test('the check knows an expression that looks far', () => {
    expect(['a+b', '\\s*$', '<[^>]*>', '(?:a{2,})+c', '[ab]*[cd]'].filter(looksFar)).toHaveLength(
      5,
    );
    expect(['a{1,9}b', 'a{3,}', '[*+]x', '\\*b', '\\s+'].filter(looksFar)).toEqual([]);
  });

  /** Every search with a regular expression that reading a body takes. */
  function searchesOf(body: string): readonly RegExp[] {
    const searches: RegExp[] = [];
    const native = RegExp.prototype.exec;
    RegExp.prototype.exec = function (this: RegExp, text: string) {
      searches.push(this);
      return native.call(this, text);
    };
    try {
      toPlainText(body);
    } finally {
      RegExp.prototype.exec = native;
    }
    return searches;
  }

  /**
   * True for an expression that may read on without a bound and fail after that, so that the next search
   * reads the same again. A repetition without a bound is harmless at the end, where nothing can fail.
   */
  function looksFar(source: string): boolean {
    const terms = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
    return /(?:[*+]|\{\d+,\})(?!$)/.test(terms);
  }
});
