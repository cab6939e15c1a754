// A Mercure hub needs no format of its own: it writes the event's name that the publisher gives as `type`, and its own ids.
import {expect, test} from 'vitest';
import {openFeed} from '../../../../src/feed/feed.ts';
import {defaultFormat} from '../../../../src/formats/default-format.ts';
import {pageLevel} from '../../../../src/store/select.ts';
import {ManualClock, settle} from '../../../support/clock.ts';
import {visitHub} from '../stream.ts';

const id = (number: number): string => `urn:uuid:5e94c686-2c0b-4f9b-958c-92ccc3bbb4e${number}`;

const page = (indicator: string, rev: number, stream?: string) => ({
  status: {indicator},
  components: [],
  ext: {epoch: 'e', rev, generated_at: '2026-11-21T10:00:00Z', stream},
});

/** An update as the hub writes it; without a `type` it has no name. */
const update = (number: number, data: unknown, type = 'snapshot'): string =>
  `${type && `event: ${type}\n`}id: ${id(number)}\ndata: ${JSON.stringify(data)}\n\n`;

const HEARTBEAT = ':\n';

test('an update of type snapshot is the document, and heartbeats prove that the hub lives', async () => {
  const bytes = HEARTBEAT + update(1, page('critical', 1)) + HEARTBEAT;
  const {arrivals, alive} = await visitHub(defaultFormat, bytes);
  expect(alive).toBeGreaterThan(0);
  expect(arrivals).toMatchObject([
    {type: 'id', id: id(1)},
    {type: 'message', message: {type: 'snapshot', snapshot: {page: {level: 'major'}}}},
  ]);
});

test('the other events of the protocol go by their types, and updates without one are not for us', async () => {
  const beat = {ext: {epoch: 'e', rev: 1, generated_at: '2026-11-21T10:01:00Z'}};
  const bytes = update(1, beat, 'beat') + update(2, page('none', 2), '') + 'data: x\n\n';
  const {arrivals} = await visitHub(defaultFormat, bytes);
  expect(arrivals.filter(({type}) => type === 'message')).toMatchObject([
    {message: {type: 'beat', revision: {rev: 1}}},
  ]);
});

const HUB = '/.well-known/mercure?topic=acme';

test.each([
  ['0.x', `${HUB}&lastEventID=`, `${HUB}&lastEventID=${encodeURIComponent(id(1))}`],
  ['1.0', HUB, `${HUB}&last_event_id=${encodeURIComponent(id(1))}`],
])('%s resumes by its own parameter', async (_version, path, resumed) => {
  expect((await visitHub(defaultFormat, HEARTBEAT, {path})).asked).toBe(path);
  expect((await visitHub(defaultFormat, HEARTBEAT, {path, lastEventId: id(1)})).asked).toBe(
    resumed,
  );
});

test('a reader takes the document first, then follows the hub, and resumes there', async () => {
  const clock = new ManualClock();
  const name = `${HUB}&lastEventID=`;
  const asked: string[] = [];
  let cut: () => void = () => undefined;
  const feed = openFeed({
    src: 'https://status.acme.example/summary.json',
    clock,
    random: () => 0.5,
    fetch: async (url) => {
      asked.push(url.replace('https://status.acme.example', ''));
      if (url.endsWith('.json')) return Response.json(page('none', 1, name));
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const news = asked.length === 2 ? update(1, page('critical', 2)) : '';
          controller.enqueue(new TextEncoder().encode(HEARTBEAT + news));
          cut = () => controller.close();
        },
      });
      return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
    },
  });
  feed.subscribe(() => undefined);
  await settle();
  expect(pageLevel(feed.state, feed.now())).toBe('operational');
  await clock.advance(2_000);
  expect(pageLevel(feed.state, feed.now())).toBe('major');
  cut();
  await clock.advance(15_000);
  expect(asked).toEqual(['/summary.json', name, name + encodeURIComponent(id(1))]);
  feed.close();
});
