import {expect, test} from 'vitest';
import {checkFindings} from '../../src/check/check.js';
import {observe} from '../../src/check/observe.js';
import type {ObserveOptions} from '../../src/check/observe.js';
import {makeReport, reportLines} from '../../src/findings/report.js';
import {createIncident} from '../../src/index.js';
import {
  beat,
  goodDocument,
  heartbeat,
  hello,
  imperfectFeed,
  snapshot,
} from '../support/imperfect-feed.js';
import type {Habits} from '../support/imperfect-feed.js';
import {startServer} from '../support/server.js';

const words = {good: 'Conforms', bad: 'Does not conform'};

async function check(url: string, options: Partial<ObserveOptions> = {}) {
  const observation = await observe(url, {
    origin: 'https://app.example',
    seconds: 10,
    timeoutMs: 10_000,
    ...options,
  });
  return makeReport(url, checkFindings(observation), words);
}

/** What is to be mended, as "must cors". */
async function failuresOf(url: string, options: Partial<ObserveOptions> = {}) {
  const {findings} = await check(url, options);
  return findings
    .filter(({weight}) => weight === 'must' || weight === 'should')
    .map(({weight, rule}) => `${weight} ${rule}`);
}

/** Timers as fast as they go: a beat and a heartbeat come while the check listens. */
const hurried = (_ms: number, task: () => void): (() => void) => {
  const timer = setInterval(task, 5);
  return () => clearInterval(timer);
};

test.each([
  ['', '?last_event_id=b7c1.42'],
  ['?key=a%2Bb', '?key=a%2Bb&last_event_id=b7c1.42'],
  ['?topic=acme&lastEventID=', '?topic=acme&lastEventID=b7c1.42'],
])('a stream at %j is resumed at %j, as readers do it', async (query, resumed) => {
  const asked: string[] = [];
  const url = await imperfectFeed({
    answer(request) {
      asked.push(request.url ?? '');
      return false;
    },
  });
  await check(url + query);
  expect(asked).toContain(`/feed${resumed}`);
});

test.each(['/feed', '/summary.json'])('our own server conforms: %s', async (path) => {
  const {url, feed} = await startServer({schedule: hurried});
  await feed.publish(createIncident({name: 'Payments fail'}));
  const found = await check(url + path);
  expect(found.findings.filter(({weight}) => weight !== 'passed')).toEqual([]);
  expect(found.verdict).toBe('Conforms.');
});

test('a feed that does all it should conforms, and each thing it does is said', async () => {
  const {findings, verdict} = await check(await imperfectFeed());
  expect(verdict).toBe('Conforms.');
  expect(findings.map(({weight, rule}) => `${weight} ${rule}`)).toEqual(
    [
      ...['type', 'document-type', 'cors', 'cors-expose', 'cors-error', 'document', 'fresh', 'rev'],
      ...['vary', 'etag', 'cache-control', 'stream-headers', 'first-byte', 'retry', 'snapshot'],
      ...['id', 'heartbeat', 'beat', 'resume', 'agree'],
    ].map((rule) => `passed ${rule}`),
  );
});

const json = (ext: Record<string, unknown>) => ({document: goodDocument(ext)});
const plain = {...goodDocument(), ext: undefined};
const incident = (id: string) => ({
  id,
  name: 'Payments fail',
  status: 'identified',
  impact: 'major',
  created_at: '2026-11-21T10:00:00Z',
  incident_updates: [],
});
const upsert = (rev: number) =>
  `event: incident\nid: b7c1.${rev}\ndata: ${JSON.stringify({
    ext: goodDocument({rev}).ext,
    status: {indicator: 'major'},
    incident: incident('inc-1'),
  })}\n\n`;

test.each<[why: string, habits: Habits, failures: readonly string[], seconds?: number]>([
  ['answers with 500', {status: 500}, ['must status']],
  ['asks for a password', {status: 401}, ['must status']],
  [
    'is a captive portal',
    {only: 'document', documentHeaders: {'content-type': 'text/html'}},
    ['must type'],
  ],
  ['has no type', {only: 'document', documentHeaders: {'content-type': undefined}}, ['must type']],
  ['has no document', {only: 'stream'}, ['should document-type']],
  [
    'is closed to pages',
    {documentHeaders: {'access-control-allow-origin': undefined}},
    ['must cors'],
  ],
  [
    'lets one origin in',
    {streamHeaders: {'access-control-allow-origin': 'https://app.example'}},
    ['must cors'],
  ],
  ['allows twice', {documentHeaders: {'access-control-allow-origin': '*, *'}}, ['must cors']],
  [
    'hides its age',
    {documentHeaders: {'access-control-expose-headers': 'Date, Retry-After'}},
    ['should cors-expose'],
  ],
  [
    'hides its errors',
    {errorHeaders: {'access-control-allow-origin': undefined}},
    ['should cors-error'],
  ],
  ['forgets Vary', {documentHeaders: {vary: 'Origin'}}, ['must vary']],
  ['forgets Vary on the stream', {streamHeaders: {vary: undefined}}, ['must vary']],
  ['has no ETag', {documentHeaders: {etag: undefined}}, ['should etag']],
  ['has a weak ETag', {documentHeaders: {etag: 'W/"42"'}}, ['should etag']],
  ['ignores If-None-Match', {ignoresTags: true}, ['should etag']],
  [
    'does not say how long to keep it',
    {documentHeaders: {'cache-control': undefined}},
    ['should cache-control'],
  ],
  [
    'forbids to keep it',
    {documentHeaders: {'cache-control': 'no-store'}},
    ['should cache-control'],
  ],
  [
    'lets it be kept for an hour',
    {documentHeaders: {'cache-control': 'public, max-age=3600'}},
    ['should cache-control'],
  ],
  [
    'has nothing for its bad day',
    {documentHeaders: {'cache-control': 'public, max-age=10'}},
    ['should cache-control'],
  ],
  [
    'lets proxies keep the stream',
    {streamHeaders: {'cache-control': 'no-cache'}},
    ['must stream-cache-control'],
  ],
  [
    'lets nginx hold it back',
    {streamHeaders: {'x-accel-buffering': undefined}},
    ['should stream-buffering'],
  ],
  ['is no JSON', {only: 'document', document: '{"page": '}, ['must json']],
  ['is a list', {only: 'document', document: []}, ['must json']],
  [
    'lacks its arrays',
    {only: 'document', document: {...goodDocument(), components: undefined}},
    ['must schema'],
  ],
  ['is too large', {only: 'document', document: ' '.repeat(1_048_577)}, ['must size']],
  [
    'has an id twice',
    {only: 'document', document: {...goodDocument(), incidents: [incident('a'), incident('a')]}},
    ['must ids'],
  ],
  [
    'has too many incidents',
    {
      only: 'document',
      document: {
        ...goodDocument(),
        incidents: Array.from({length: 51}, (_, n) => incident(`i${n}`)),
      },
    },
    ['must counts'],
  ],
  [
    'ends before it began',
    {
      only: 'document',
      document: {
        ...goodDocument(),
        incidents: [{...incident('a'), resolved_at: '2026-11-21T09:00:00Z'}],
      },
    },
    ['should times'],
  ],
  [
    'does not say when it was made',
    {only: 'document', ...json({generated_at: undefined})},
    ['should fresh'],
  ],
  [
    'was made yesterday',
    {only: 'document', ...json({generated_at: '2020-01-01T00:00:00Z'})},
    ['must fresh'],
  ],
  [
    'will be made in a hundred years',
    {only: 'document', ...json({generated_at: '2126-01-01T00:00:00Z'})},
    ['must fresh'],
  ],
  ['does not count', {only: 'document', ...json({rev: undefined})}, ['should rev']],
  ['is polled too seldom', {only: 'document', ...json({poll_after_seconds: 300})}, ['should poll']],
  [
    'names a stream that nobody opens',
    {only: 'document', ...json({stream: 'http://acme.example/feed'})},
    ['must stream'],
  ],
  [
    'names a stream that is none',
    {only: 'document', ...json({stream: 'nowhere'})},
    ['must stream'],
  ],
  ['is silent', {frames: []}, ['must first-byte'], 1],
  ['says hello and nothing more', {frames: [hello]}, ['must snapshot'], 1],
  ['begins with a beat', {frames: [hello, beat(), heartbeat, beat()]}, ['must snapshot']],
  [
    'sends readers back too fast',
    {frames: [': hi\n\nretry: 10\n\n', snapshot(), heartbeat, beat()]},
    ['should retry'],
  ],
  [
    'says retry in words',
    {frames: [': hi\n\nretry: soon\n\n', snapshot(), heartbeat, beat()]},
    ['should retry'],
  ],
  [
    'has no ids',
    {
      frames: [
        hello,
        snapshot().replace(/^id.*\n/m, ''),
        heartbeat,
        beat().replace(/^id.*\n/m, ''),
      ],
    },
    ['should id'],
  ],
  [
    'has ids no URL likes',
    {frames: [hello, snapshot(undefined, 'é'), heartbeat, beat()]},
    ['must id'],
  ],
  [
    'has endless ids',
    {frames: [hello, snapshot(undefined, 'x'.repeat(257)), heartbeat, beat()]},
    ['must id'],
  ],
  [
    'streams what is no JSON',
    {frames: [hello, snapshot(), heartbeat, 'event: beat\ndata: yes\n\n']},
    ['must message'],
  ],
  [
    'streams half a message',
    {frames: [hello, snapshot(), heartbeat, beat({generated_at: undefined})]},
    ['must message'],
  ],
  ['falls back', {frames: [hello, snapshot(), heartbeat, beat({rev: 41})]}, ['must replay']],
  [
    'skips',
    {frames: [hello, snapshot(), heartbeat, upsert(44)], resumed: [hello, beat({rev: 44})]},
    ['must gap'],
  ],
  [
    'changes its epoch',
    {frames: [hello, snapshot(), heartbeat, beat({epoch: 'other'})]},
    ['must epoch', 'must resume-epoch'],
  ],
  ['ends its stream', {frames: [hello, snapshot()], ends: true}, ['should end']],
  [
    'beats with old proof',
    {frames: [hello, snapshot(), heartbeat, beat({generated_at: '2020-01-01T00:00:00Z'})]},
    ['must beat'],
  ],
  [
    'sends a giant event',
    {frames: [hello, snapshot(), `data: ${'x'.repeat(1_100_000)}`]},
    ['must event-size'],
  ],
  [
    'replays to who comes back',
    {resumed: [hello, snapshot(goodDocument({rev: 40}))]},
    ['must resume-replay'],
  ],
  ['loses something for who comes back', {resumed: [hello, upsert(45)]}, ['must resume-gap']],
  [
    'has a stream behind its document',
    {
      frames: [hello, snapshot(goodDocument({rev: 41})), heartbeat, beat({rev: 41})],
      resumed: [hello, beat({rev: 41})],
    },
    ['must agree'],
  ],
  [
    'has a document behind its stream',
    {
      frames: [hello, snapshot(goodDocument({rev: 43})), heartbeat, beat({rev: 43})],
      resumed: [hello, beat({rev: 43})],
    },
    ['should agree'],
  ],
])('a feed that %s is told so, and nothing else', async (_why, habits, failures, seconds = 10) => {
  expect(await failuresOf(await imperfectFeed(habits), {seconds})).toEqual(failures);
});

test('a plain Statuspage document conforms, with its tier', async () => {
  const found = await check(await imperfectFeed({only: 'document', document: plain}));
  expect(found.verdict).toBe('Conforms.');
  expect(found.findings.find(({rule}) => rule === 'tier')?.what).toContain('every 60 s');
});

test('what was not due in the time is said, not held against the feed', async () => {
  const url = await imperfectFeed({frames: [hello, snapshot()]});
  const {findings, verdict} = await check(url, {seconds: 1});
  const notes = findings.filter(({weight}) => weight === 'note').map(({what}) => what);
  expect(verdict).toBe('Conforms.');
  expect(notes).toEqual([
    expect.stringMatching(/^No heartbeat was due in \S+ s\. See it with --seconds 20\.$/),
    expect.stringMatching(
      /^No proof .* was due in \S+ s: it is every 100 s\. See .* --seconds 105\.$/,
    ),
  ]);
});

test('a compressed stream is held against it', async () => {
  const {gzipSync} = await import('node:zlib');
  const url = await imperfectFeed({
    answer(request, response) {
      if (!request.headers.accept?.startsWith('text/event-stream')) return false;
      response.writeHead(200, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Age, Date, Retry-After',
        'content-type': 'text/event-stream',
        'content-encoding': 'gzip',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        vary: 'Accept',
      });
      response.write(gzipSync([hello, snapshot(), heartbeat, beat()].join('')));
      return true;
    },
  });
  expect(await failuresOf(url)).toContain('should stream-encoding');
});

test('a document that names a stream elsewhere sends nobody there', async () => {
  let visits = 0;
  const elsewhere = await imperfectFeed({answer: () => ((visits += 1), false)});
  const {findings, verdict} = await check(
    await imperfectFeed({only: 'document', ...json({stream: elsewhere})}),
  );
  expect(verdict).toBe('Conforms.');
  expect(findings.find(({rule}) => rule === 'stream')).toMatchObject({
    weight: 'note',
    what: expect.stringMatching(/at another origin.* outage-feed check http/),
  });
  expect(visits).toBe(0);
});

test('a document that never ends is not waited for', async () => {
  const url = await imperfectFeed({
    answer(request, response) {
      if (request.headers.accept !== 'application/json') return false;
      response.writeHead(200, {'content-type': 'application/json'}).write('{');
      return true;
    },
  });
  expect(await failuresOf(url, {timeoutMs: 100})).toContain('must document-type');
});

test('a redirect within the origin is followed; one that leaves it is not', async () => {
  const target = await imperfectFeed();
  let visits = 0;
  const elsewhere = await imperfectFeed({answer: () => ((visits += 1), false)});
  const redirecting = (to: string, allow: Record<string, string>) =>
    imperfectFeed({
      answer(request, response) {
        if (request.url?.startsWith('/feed')) return false;
        response.writeHead(302, {location: to, ...allow}).end();
        return true;
      },
    });
  const open = {'access-control-allow-origin': '*'};
  const old = async (to: string, allow: Record<string, string>) =>
    failuresOf((await redirecting(to, allow)).replace('/feed', '/old'));
  expect(await old('/feed', open)).toEqual([]);
  expect(await old('/feed', {})).toEqual(['must redirect']);
  expect(await old(elsewhere, open)).toEqual(['must redirect']);
  expect(visits).toBe(0);
  expect(target).not.toBe(elsewhere);
});

test('a feed that cannot be reached is one thing to mend', async () => {
  const {url, close} = await startServer();
  await close();
  expect(reportLines(await check(`${url}/feed`))).toEqual([
    `must    No answer from ${url}/feed: nothing listens there. Readers see nothing. ` +
      'Check the address, and that the server runs.',
    'Does not conform: one thing must be mended.',
  ]);
});

test('a server that never answers is given up', async () => {
  const url = await imperfectFeed({answer: () => true});
  expect(await failuresOf(url, {timeoutMs: 50})).toEqual(['must reach']);
});

test('an address without https is held against it, away from this machine', async () => {
  const fetch = async () => Response.json(goodDocument());
  const failures = await failuresOf('http://status.acme.example/feed', {fetch});
  expect(failures).toContain('must address');
});

test('every failure names the fault, its cost, the remedy and the section', async () => {
  const url = await imperfectFeed({
    documentHeaders: {etag: undefined, vary: undefined, 'access-control-allow-origin': undefined},
    frames: [hello],
  });
  const lines = reportLines(await check(url, {seconds: 1}));
  const failures = lines.filter((line) => /^(must|should) /.test(line));
  expect(failures).toEqual([
    'should  The document has no ETag. Those who poll load the whole document each time. ' +
      'Send a strong ETag, one that changes with every byte. (PROTOCOL 4.2)',
    expect.stringMatching(
      /^must {4}Access-Control-Allow-Origin is missing on the document\..*4\.1\)$/,
    ),
    expect.stringMatching(/^must {4}"Vary: Accept" is missing on the document\. A cache .*4\.2\)$/),
    expect.stringMatching(/^must {4}No snapshot came within \S+ s\. A reader who .*PROTOCOL 3\)$/),
  ]);
  expect(lines.at(-1)).toBe('Does not conform: 3 things must be mended.');
});

test('control characters of a feed never reach the terminal', async () => {
  const url = await imperfectFeed({only: 'document', ...json({stream: 'x:\u001b[2J\u202e'})});
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(reportLines(await check(url)).join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
});
