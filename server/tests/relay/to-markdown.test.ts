import {expect, test} from 'vitest';
import {parseBody} from '../../../src/parsing/rich-text/body.js';
import {toMarkdown} from '../../src/relay/to-markdown.js';

/** What our readers read of a body, and what they read of it behind a relay. */
function relayed(body: string, format?: 'markdown' | 'html' | 'text') {
  const {blocks} = parseBody(body, format);
  const own = blocks ?? [];
  return [own, parseBody(toMarkdown(own), 'markdown').blocks];
}

test.each([
  ['links', 'See <a href="https://a.example/x_(y)">the <b>details</b></a> or https://b.example.'],
  ['lists', '<ul><li>one</li><li>two<ol><li>a</li><li>b</li></ol></li></ul>'],
  ['paragraphs', '<p>a<br>b</p><h2>c</h2><blockquote><p>d</p><p>e</p></blockquote><hr><p>f</p>'],
  ['emphasis', '<p><b>a</b> <i>b</i> <s>c</s> <code>d `e` f</code></p>'],
  ['frames', '<p>a</p><pre>let a;\n\n  b*c*\n</pre>'],
])('%s of HTML are the same behind a relay', (_, body) => {
  const [own, behind] = relayed(body, 'html');
  expect(behind).toEqual(own);
});

test.each([
  '<p>2 ** 3, *stars*, [x](https://c.example) and `code`</p>',
  '<p>1. not a list</p>',
  '<p># not a heading<br>- not a list<br>&gt; not a quote</p>',
  '<p>&lt;b&gt; &amp;amp; a_b_c ~~d~~</p>',
  '<p>&lt;!-- no comment --&gt;</p>',
])('what only looks like Markdown stays text: %s', (body) => {
  const [own, behind] = relayed(body, 'html');
  expect(behind ?? own).toEqual(own);
});
