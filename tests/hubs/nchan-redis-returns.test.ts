// Redis comes back while readers keep coming: no worker of Nchan crashes, and no node goes deaf.
import {expect, test} from 'vitest';
import {soon, startEdge} from './support/world.ts';

/** In milliseconds. A node that looks for its Redis may leave a request without an answer. */
const patience = 2000;

/** Readers who come, are answered, and go again, until the signal. */
async function keepComing(urls: readonly string[], signal: AbortSignal): Promise<void> {
  const visit = async (url: string): Promise<void> => {
    while (!signal.aborted) (await open(url))?.close();
  };
  await Promise.all(Array.from({length: 20}, (_, index) => visit(urls[index % urls.length]!)));
}

/** An answered stream, or undefined if the node refuses or does not answer. */
async function open(url: string) {
  const controller = new AbortController();
  const close = () => controller.abort();
  const late = setTimeout(close, patience);
  const headers = {Accept: 'text/event-stream'};
  const answer = await fetch(url, {headers, signal: controller.signal}).catch(() => undefined);
  clearTimeout(late);
  if (answer?.ok) return {body: answer.body!, close};
  close();
  return undefined;
}

async function publish(url: string, rev: number): Promise<boolean> {
  const headers = {'X-EventSource-Event': 'snapshot'};
  const body = JSON.stringify({ext: {rev}});
  const signal = AbortSignal.timeout(patience);
  return fetch(url, {method: 'POST', headers, body, signal}).then(
    ({ok}) => ok,
    () => false,
  );
}

/** True once a stream of this node brings the rev; false if it is cut, or brings nothing. */
async function hears(url: string, rev: number): Promise<boolean> {
  const stream = await open(url);
  if (!stream) return false;
  const late = setTimeout(stream.close, patience);
  let heard = '';
  try {
    for await (const text of stream.body.pipeThrough(new TextDecoderStream())) {
      heard += text;
      if (heard.includes(`{"rev":${rev}}`)) return true;
    }
  } catch {
    // The stream was cut, or was silent for too long.
  } finally {
    clearTimeout(late);
    stream.close();
  }
  return false;
}

test('no worker crashes when Redis comes back while readers keep coming', async () => {
  const {a, b, publishers, killRedis, startRedisAgain} = await startEdge();
  const crowd = new AbortController();
  const coming = keepComing([a.feed, b.feed], crowd.signal);
  for (let rev = 1; rev <= 4; rev++) {
    if (rev > 1) {
      await killRedis();
      await startRedisAgain();
    }
    await expect.poll(() => publish(publishers[0]!, rev), soon).toBe(true);
    for (const node of [a, b]) await expect.poll(() => hears(node.feed, rev), soon).toBe(true);
  }
  crowd.abort();
  await coming;
  // Every edge asserts in the end that no worker has crashed.
});
