import {expect, onTestFinished, test} from 'vitest';
import {openFeed} from '../../../../src/feed/feed.ts';
import {centrifugo} from '../../../../src/formats/vendors/centrifugo.ts';
import {allAdapters} from '../../../../src/formats/all-adapters.ts';
import {createFormat} from '../../../../src/formats/adapted-format.ts';
import '../../../../src/full.ts';
import {pageLevel} from '../../../../src/store/select.ts';
import {serve} from '../../../support/server.ts';
import {visitHub} from '../stream.ts';

const format = createFormat([centrifugo]);

const page = (indicator: string, rev: number) => ({
  page: {name: 'Acme'},
  status: {indicator},
  components: [],
  ext: {epoch: 'e', rev, generated_at: new Date().toISOString()},
});

/** As `/connection/uni_sse` writes: a line end first, then frames without name or id. */
const stream = (...frames: unknown[]): string =>
  `\r\n${frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')}`;

const connect = (...publications: unknown[]) => ({
  connect: {
    client: '2f0c',
    version: '6.0.0',
    subs: {'status:acme': {recoverable: true, epoch: 'x', offset: 7, publications}},
    ping: 25,
  },
});

const publish = (data: unknown, offset: number) => ({channel: 'status:acme', pub: {data, offset}});

/** Each message in short: its kind, and of a document the level of the page. */
async function told(...frames: unknown[]): Promise<unknown[]> {
  const {arrivals} = await visitHub(format, stream(...frames));
  return arrivals.map((arrival) => {
    const {message} = arrival as Extract<typeof arrival, {type: 'message'}>;
    return message.type === 'snapshot' ? message.snapshot.page.level : message.type;
  });
}

test('the publication a channel keeps comes first, then each new one', async () => {
  const frames = [
    connect({data: page('none', 6), offset: 6}, {data: page('minor', 7), offset: 7}),
    publish(page('critical', 8), 8),
    {push: publish(page('none', 9), 9)},
  ];
  expect(await told(...frames)).toEqual(['degraded', 'major', 'operational']);
});

test('a ping proves that the server lives, and says nothing', async () => {
  const {arrivals, alive} = await visitHub(format, stream({}, {}));
  expect(arrivals).toEqual([]);
  expect(alive).toBeGreaterThan(0);
});

test('who came and went, and a channel that keeps nothing, say nothing', async () => {
  const join = {channel: 'status:acme', join: {info: {user: '', client: '2f0c'}}};
  const empty = {connect: {client: '2f0c', subs: {'status:acme': {}, other: null}}};
  expect(await told(connect(), empty, {connect: {}}, join, {refresh: {}})).toEqual([]);
});

test('the end of the connection or the subscription ends the visit', async () => {
  const frames = [{disconnect: {code: 3001, reason: 'shutdown'}}, {push: {unsubscribe: {}}}];
  expect(await told(...frames)).toEqual(['bye', 'bye']);
});

test.each([null, 'all is well', [], {}, {status: 'fine'}])(
  'a publication of %j, which is no document, is an error and not good news',
  async (data) => {
    const {arrivals} = await visitHub(format, stream(publish(data, 1)));
    expect(arrivals).toMatchObject([{type: 'invalid', error: {code: 'document'}}]);
  },
);

test('no frame makes it throw, whatever is in it', () => {
  const odd: unknown[] = [null, 0, '', [], {push: null}, {pub: 1}, {connect: 1}];
  for (const subs of [null, [], 'x', {a: null}, {a: {publications: [null, 1]}}])
    odd.push({connect: {subs}});
  for (const frame of odd) expect(() => centrifugo.translateEvent!('message', frame)).not.toThrow();
});

test('unnamed events of other streams stay unread, whatever is in them', async () => {
  expect(allAdapters.some(({events}) => events?.has('message'))).toBe(false);
  const {arrivals} = await visitHub(createFormat(allAdapters), 'data: keep me\n\n');
  expect(arrivals).toEqual([]);
});

test('format="centrifugo" reads the stream a document names, and the document as it is', async () => {
  const {origin} = await serve((request, response) => {
    const isStream = request.url!.startsWith('/connection/uni_sse?cf_connect=');
    response.writeHead(200, {'Content-Type': isStream ? 'text/event-stream' : 'application/json'});
    const name = '/connection/uni_sse?cf_connect=%7B%22subs%22%3A%7B%7D%7D';
    const {ext, ...rest} = page('none', 1);
    if (isStream) response.write(stream(connect({data: page('critical', 2), offset: 2})));
    else response.end(JSON.stringify({...rest, ext: {...ext, stream: name}}));
  });
  const feed = openFeed({src: `${origin}/summary.json`, format: 'centrifugo', random: () => 0});
  onTestFinished(() => feed.close());
  const levels: string[] = [];
  await new Promise<void>((resolve) => {
    feed.subscribe((state) => {
      const level = pageLevel(state, feed.now());
      if (levels.at(-1) !== level) levels.push(level);
      if (level === 'major') resolve();
    });
  });
  expect(levels).toEqual(['unknown', 'operational', 'major']);
});
