import {request} from '../../src/transport/request.ts';
import {readEvents} from '../../src/transport/sse.ts';

/** What one stream brought. */
export interface Received {
  readonly events: {type: string; data: string; lastEventId: string}[];
  lastEventId: string;
  retry: number | undefined;
  /** How many times bytes came. */
  alive: number;
  error?: unknown;
}

/**
 * What comes of an answer over real HTTP, through the request that the feed makes.
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
  // What is left of the answer is of no use any more, as after a visit of the feed.
  controller.abort();
  return result;
}
