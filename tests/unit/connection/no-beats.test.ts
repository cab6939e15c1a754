// A stream that tells everything once and never beats, as Hund's does: through the real reader, under a clock of our own.
import {describe, expect, onTestFinished, test} from 'vitest';
import {openFeed} from '../../../src/feed/feed.js';
import {freshness, pageLevel} from '../../../src/store/select.js';
import {ManualClock, settle} from '../../support/clock.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const issue = {
  id: '5f0a00000000000000000101',
  title: 'Slow checkout',
  body: '<p>Orders take longer than usual.</p>',
  label: 'Investigating',
  standing: true,
  scheduled: false,
  created_at: Date.UTC(2026, 10, 21, 10) / 1000,
  updates: [],
};

const whole = (state: string, issues: unknown[] = []) => ({
  state,
  issues,
  groups: [{id: '1', name: 'Shop', components: [{id: '2', name: 'Checkout', state}]}],
});

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** A stream that begins with what is known just then; a comment comes every so often. */
function openHund({pingSeconds = 15, chance = 0.5} = {}) {
  const clock = new ManualClock();
  let known: unknown = whole('operational');
  let answers = true;
  const visits: number[] = [];
  let write: (text: string) => void = () => undefined;
  const feed = openFeed({
    src: 'https://acme.hund.example/live/v2/status_page',
    clock,
    random: () => chance,
    fetch: async (_url, {signal}) => {
      visits.push(clock.now());
      if (!answers) throw new TypeError('refused');
      let timer: unknown;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          write = (text) => controller.enqueue(new TextEncoder().encode(text));
          const ping = (): void => {
            write(': ping\n\n');
            timer = clock.setTimeout(ping, pingSeconds * SECOND);
          };
          write(event('init_event', known));
          ping();
          signal!.addEventListener('abort', () => {
            clock.clearTimeout(timer);
            controller.error(signal!.reason);
          });
        },
      });
      return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
    },
  });
  onTestFinished(() => feed.close());
  feed.subscribe(() => undefined);
  return {
    clock,
    feed,
    visits,
    /** What the stream knows from now on. */
    knows: (next: unknown) => (known = next),
    say: (name: string, data: unknown) => write(event(name, data)),
    goAway: () => (answers = false),
    get level() {
      return pageLevel(feed.state, clock.now());
    },
    get known() {
      return freshness(feed.state, clock.now());
    },
  };
}

describe.each([
  {pingSeconds: 15, chance: 0},
  {pingSeconds: 15, chance: 0.999},
  {pingSeconds: 30, chance: 0.999},
])('with a comment every $pingSeconds s, chance $chance', (how) => {
  test('it is never shown as stale, nor taken for a failure, while it answers', async () => {
    const hund = openHund(how);
    await settle();
    for (let second = 0; second < 3_600; second++) {
      expect([hund.level, hund.feed.state.error], `after ${second} s`).toEqual([
        'operational',
        undefined,
      ]);
      expect(['live', 'late']).toContain(hund.known);
      await hund.clock.advance(SECOND);
    }
    // Four minutes each.
    expect(hund.visits.length).toBeLessThanOrEqual(16);
  });
});

test('it is stale five minutes after its last word, once it answers no more', async () => {
  const hund = openHund();
  await settle();
  hund.goAway();
  await hund.clock.advance(5 * MINUTE - 1);
  expect(hund.level).toBe('operational');
  await hund.clock.advance(1);
  expect([hund.level, hund.known]).toEqual(['unknown', 'stale']);
});

test('it is asked again for the whole after each change, and shows the news within seconds', async () => {
  const hund = openHund();
  await settle();
  expect([hund.level, hund.known]).toEqual(['operational', 'live']);
  await hund.clock.advance(2 * MINUTE);
  hund.knows(whole('degraded', [issue]));
  hund.say('issue_created', issue);
  await hund.clock.advance(8 * SECOND);
  expect(hund.visits).toHaveLength(2);
  expect(hund.level).toBe('degraded');
  expect(hund.feed.state.snapshot).toMatchObject({
    components: [{name: 'Checkout', level: 'degraded'}],
    incidents: [{title: 'Slow checkout', phase: 'investigating'}],
  });
  expect(hund.feed.state.error).toBeUndefined();

  await hund.clock.advance(2 * MINUTE);
  hund.knows(whole('operational', [{...issue, standing: false}]));
  hund.say('issue_resolved', {id: issue.id});
  await hund.clock.advance(8 * SECOND);
  expect(hund.level).toBe('operational');
  expect(hund.feed.state.ended).toMatchObject([
    {how: 'resolved', report: {title: 'Slow checkout'}},
  ]);
});

test('its first event without the state keeps what was known, and says what is wrong', async () => {
  const hund = openHund();
  hund.knows(whole('outage', [issue]));
  await settle();
  hund.knows({state: 'operational'});
  hund.say('restored', {});
  await hund.clock.advance(8 * SECOND);
  expect(hund.visits).toHaveLength(2);
  expect(hund.feed.state.error).toMatchObject({code: 'document'});
  expect(hund.level).toBe('major');
  expect(hund.feed.state.snapshot!.incidents).toHaveLength(1);
});
