// A feed that is nothing but a stream, as the protocol allows.
import {describe, expect, test} from 'vitest';
import {settle} from '../../support/clock.js';
import {openOwnFeed, snapshotEvent} from '../../support/own-feed.js';
import type {Answer} from '../../support/own-feed.js';

const SECOND = 1_000;
/** 99 of 100 readers are back in that time after an outage of a minute (docs/reliability.md). */
const PROMISE = 109 * SECOND;

type Own = ReturnType<typeof openOwnFeed>;

/** Seconds from the moment at which the server is up again until the feed is live. */
async function backAfter(downMs: number, chance: number, toNarrow: () => Answer): Promise<number> {
  let up = true;
  const own: Own = openOwnFeed(
    (accept) => {
      if (!up) return 'nothing';
      return accept.includes('event-stream') ? 'stream' : toNarrow();
    },
    {random: () => chance},
  );
  await settle();
  await own.streams[0]!.write(snapshotEvent(own.clock, 1));
  up = false;
  own.streams[0]!.fail();
  await own.clock.advance(downMs);
  up = true;
  const since = own.clock.now();
  while (own.known !== 'live') {
    if (own.clock.now() - since > 20 * 60 * SECOND) return Infinity;
    await own.clock.advance(SECOND);
    const stream = own.streams.at(-1)!;
    if (stream.open) await stream.write(snapshotEvent(own.clock, 2));
  }
  return own.clock.now() - since;
}

const answers: Record<string, () => Answer> = {
  'with its stream all the same': () => 'stream',
  'with 406': () => new Response('', {status: 406}),
  'with 404': () => new Response('', {status: 404}),
  'with 401': () => new Response('', {status: 401}),
  'with 403': () => new Response('', {status: 403}),
  'with 204': () => new Response(null, {status: 204}),
  'with JSON of something else': () => Response.json({ok: true}),
  'with a page': () => new Response('<p>', {headers: {'Content-Type': 'text/html'}}),
};

describe.each(Object.entries(answers))('that answers a question for JSON %s', (_, toNarrow) => {
  test.each([
    [40, 0],
    [40, 0.3],
    [40, 0.5],
    [40, 0.999],
    [300, 0.5],
  ])('and was down for %i s is back as promised (%f)', async (seconds, chance) => {
    const back = await backAfter(seconds * SECOND, chance, toNarrow);
    expect(back).toBeLessThanOrEqual(seconds === 40 ? PROMISE : 2 * PROMISE);
  });
});

test('a server that refuses whatever it is asked for is left alone for ten minutes', async () => {
  const own: Own = openOwnFeed(() => new Response('', {status: 403}));
  await own.clock.advance(3_600 * SECOND);
  expect(own.asked.length).toBeLessThanOrEqual(7);
});
