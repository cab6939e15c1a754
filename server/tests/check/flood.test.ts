import {expect, test} from 'vitest';
import {checkFindings} from '../../src/check/check.js';
import {listen} from '../../src/check/listen.js';
import {observe} from '../../src/check/observe.js';
import {goodDocument, hello, imperfectFeed, snapshot} from '../support/imperfect-feed.js';

/** A stream that says the same for as long as anybody listens. */
function endless(text: string) {
  const chunk = new TextEncoder().encode(text);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  return {body, sent: () => sent};
}

const minute = {forMs: 60_000, clock: () => 0};
const fault = {type: 'fault', fault: 'flood'};

test.each([
  ['comments', ':\n'],
  ['events', 'data\n\n'],
  ['ids', 'id\n'],
])('of a flood of %s no more is kept than anybody needs', async (_what, line) => {
  const {body} = endless(line.repeat(20_000));
  const {items, end} = await listen(body, {...minute, enough: () => false});
  expect(items.length).toBeLessThan(60_000);
  expect(items.at(-1)).toMatchObject(fault);
  expect(end).toBe('left');
});

test('a stream is left where readers leave it, after 64 MB', async () => {
  const {body, sent} = endless(`data: ${'x'.repeat(1_000_000)}\n\n`);
  const {items} = await listen(body, {...minute, enough: () => false});
  expect(sent()).toBeLessThan(67_000_000);
  expect(items.at(-1)).toMatchObject(fault);
});

test('each item is looked at once', async () => {
  let looks = 0;
  const {body} = endless(':\n'.repeat(10));
  const enough = (): boolean => ++looks === 5000;
  const {items} = await listen(body, {...minute, enough});
  expect(items.length - looks).toBeLessThan(10);
});

test('a flood is told of, with what it costs', async () => {
  const flood = ': more\n'.repeat(60_000);
  const frames = [hello, flood, snapshot(goodDocument())];
  const url = await imperfectFeed({frames});
  const observation = await observe(url, {origin: 'https://app.example', seconds: 10});
  const rules = checkFindings(observation).filter(({rule}) => rule === 'flood');
  expect(rules).toMatchObject([{weight: 'must', cost: expect.stringContaining('64 MB')}]);
});
