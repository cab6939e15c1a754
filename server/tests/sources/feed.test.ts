import {createFormat} from 'outage-widgets/formats.js';
import {expect, test} from 'vitest';
import {feed} from '../../src/sources/feed.js';
import {readDocument} from '../../src/sources/read-document.js';
import {readFixture} from './reading.js';

const NEW_YEAR = Date.UTC(2027, 0, 1);
const MINUTE = 60_000;

test("Statuspage's history tells each update, in the year it must have been", () => {
  const {page, incidents, maintenances} = readFixture(feed, 'statuspage');
  expect(page).toMatchObject({
    name: 'Acme Status - Incident History',
    url: 'https://status.acme.test/',
    level: 'partial',
  });
  expect(incidents).toMatchObject([
    {
      title: 'Partial outage of orders',
      phase: 'identified',
      level: 'partial',
      url: 'https://status.acme.test/incidents/bbb',
      startedAt: NEW_YEAR - 10 * MINUTE,
      updates: [
        {phase: 'identified', body: 'A full disk.\n\nMore soon.', at: NEW_YEAR + 37 * MINUTE},
        {phase: 'identified', body: 'It is the disk.', at: NEW_YEAR - 10 * MINUTE},
      ],
    },
    {
      title: 'Letters are delayed',
      phase: 'resolved',
      startedAt: Date.UTC(2026, 11, 7, 9),
      resolvedAt: Date.UTC(2026, 11, 31, 10),
      updates: [{body: 'Over.'}, {phase: 'investigating', body: 'We look.'}],
    },
  ]);
  expect(maintenances).toMatchObject([{title: 'New shelves', phase: 'in_progress'}]);
});

test('any other feed is read by its first strong word and its titles, and is never well', () => {
  const {page, components, incidents} = readFixture(feed, 'plain');
  expect(page.level).toBe('degraded');
  expect(components).toEqual([]);
  expect(incidents).toMatchObject([
    {
      title: 'Slow letters',
      phase: 'monitoring',
      level: 'degraded',
      url: undefined,
      updates: [{body: 'Monitoring - <script>alert(1)</script>'}],
    },
    {title: 'A lamp flickers', phase: 'unknown', level: 'unknown'},
    {title: '[Resolved] Orders hang', phase: 'resolved'},
  ]);
});

test('what does not say where it stands is news for three days, not for ever', () => {
  const [monitored, lamp] = readFixture(feed, 'plain').incidents;
  expect(lamp!.expiresAt).toBe(Date.UTC(2026, 10, 24, 8));
  expect(monitored!.expiresAt).toBeUndefined();
});

/** The reports of an RSS feed with these items. */
function readItems(items: string) {
  const link = 'https://bahn.example';
  const text = `<rss><channel><title>Bahn</title><link>${link}</link>${items}</channel></rss>`;
  return readText(text).incidents;
}

function readText(text: string) {
  const {message} = createFormat([feed]).document(readDocument(Buffer.from(text)));
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

test('an item without an id stays the same, whatever time it claims at each poll', () => {
  const poll = (minute: string) =>
    readItems(`<item><title>Störung im Netz</title><link>https://bahn.example</link>
      <pubDate>Sat, 21 Nov 2026 09:${minute}:00 GMT</pubDate></item>
      <item><title>Weiche klemmt</title><link>https://bahn.example</link></item>`);
  const [first, second] = [poll('10'), poll('11')];
  expect(first.map(({id}) => id)).toEqual(second.map(({id}) => id));
  expect(new Set(first.map(({id}) => id)).size).toBe(2);
  expect(first[0]!.updatedAt).not.toBe(second[0]!.updatedAt);
});

test('a link tells items of one title apart', () => {
  const item = (name: string) =>
    `<item><title>Störung</title><link>https://bahn.example/${name}</link></item>`;
  expect(new Set(readItems(item('a') + item('b')).map(({id}) => id)).size).toBe(2);
});

test('XHTML in Atom keeps its lines, and a title shows no tags', () => {
  const {incidents} = readText(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Bahn</title>
    <entry><id>1</id><title type="html">Panne &lt;b&gt;à Lyon&lt;/b&gt;</title>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un &amp;amp; deux</p><ul>
    <li>trois</li></ul></div></content></entry></feed>`);
  const [{title, updates} = expect.fail()] = incidents;
  expect(title).toBe('Panne à Lyon');
  expect(updates[0]!.body.split(/\s*\n\s*/)).toEqual(['Un &amp; deux', '• trois']);
});
