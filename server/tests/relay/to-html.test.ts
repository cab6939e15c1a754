import {expect, test} from 'vitest';
import {parseBody} from '../../../src/parsing/rich-text/body.js';
import {parseRichText} from '../../../src/parsing/rich-text/rich-text.js';
import {randomBodies} from '../../../tests/fixtures/random-bodies.js';
import {toHtml} from '../../src/relay/to-html.js';

test.each([
  ['links', 'See <a href="https://a.example/x_(y)?a=1&amp;b=2">the <b>details</b></a>.'],
  ['addresses', '&lt;https://a.example/?a=1&amp;b&gt; or https://b.example/.'],
  ['lists', '<ul><li>one</li><li>two<ol><li>a</li><li>b</li></ol></li></ul>'],
  ['paragraphs', '<p>a<br>b</p><h2>c</h2><blockquote><p>d</p><p>e</p></blockquote><hr><p>f</p>'],
  ['emphasis', '<p><b>a </b>b<i>c</i> <s>d</s> <code>e `f` ``g``</code></p>'],
  ['frames', '<p>a</p><pre>let a;\n\n  ```b*c*\n</pre>'],
  ['signs of Markdown', '<p># 1. a_b_c, *d* and &lt;b&gt; &amp;amp; [x](https://c.example)</p>'],
])('%s are the same behind a relay', (_, body) => {
  const {blocks} = parseBody(body, 'html');
  expect(blocks).not.toBe(undefined);
  expect(parseBody(toHtml(blocks!), 'html').blocks).toEqual(blocks);
});

test('10,000 random bodies are the same behind a relay', () => {
  for (const {body, format} of randomBodies(10_000)) {
    const blocks = parseRichText(body, format);
    expect(parseRichText(toHtml(blocks), 'html'), body).toEqual(blocks);
  }
});
