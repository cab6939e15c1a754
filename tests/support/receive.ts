import {request} from '../../src/transport/request.ts';
import {readEvents} from '../../src/transport/sse.ts';

/** All that one stream brought. */
export interface Received {
  readonly events: {type: string; data: string; lastEventId: string}[];
  lastEventId: string;
  retry: number | undefined;
  /** The number of times that bytes came. */
  alive: number;
  error?: unknown;
}

/**
 * Reads an answer over real HTTP, by the request that a feed makes.
 * @param onEvent - waited for before the next event is read.
 */
export async function receiveFrom(
  url: string,
  {limit, onEvent}: {limit?: number | undefined; onEvent?: () => Promise<unknown>} = {},
): Promise<Received> {
  const controller = new AbortController();
  const result: Received = {events: [], lastEventId: '', retry: undefined, alive: 0};
  try {
    const {response} = await request(fetch, url, {
      accept: 'any',
      signal: controller.signal,
      now: Date.now(),
    });
    for await (const item of readEvents(response.body!, limit)) {
      if (item.type === 'event') {
        result.events.push({type: item.name, data: item.data, lastEventId: result.lastEventId});
        await onEvent?.();
      } else if (item.type === 'id') result.lastEventId = item.id;
      else if (item.type === 'retry') result.retry = item.ms;
      else result.alive++;
    }
  } catch (error) {
    result.error = error;
  }
  // The rest of the answer is of no use any more, as after an attempt of a feed.
  controller.abort();
  return result;
}
