import {createFeedSource} from '../../../src/transport/feed-source.ts';
import type {Format} from '../../../src/formats/format.ts';
import type {SourceEvent, SourceMessage} from '../../../src/transport/source.ts';
import {serve} from '../../support/server.ts';

type HubEvent =
  Exclude<SourceEvent, {type: 'messages'}> | ({readonly type: 'message'} & SourceMessage);

/** What the real reader makes of these bytes of a hub, but for the signs of life; and for what the hub was asked. */
export async function visitHub(
  format: Format,
  bytes: string,
  {path = '/', lastEventId = ''} = {},
): Promise<{arrivals: readonly HubEvent[]; alive: number; asked: string | undefined}> {
  let asked: string | undefined;
  const {origin} = await serve((request, response) => {
    asked = request.url;
    response.writeHead(200, {'Content-Type': 'text/event-stream'}).end(bytes);
  });
  const read = createFeedSource(format, fetch, Date.now);
  const {signal} = new AbortController();
  const all: SourceEvent[] = [];
  for await (const arrival of read(origin + path, {signal, accept: 'any', lastEventId}))
    all.push(arrival);
  const arrivals = all
    .filter(({type}) => type !== 'alive' && type !== 'open')
    .flatMap((event): HubEvent[] =>
      event.type === 'messages'
        ? event.messages.map((message) => ({type: 'message', ...message}))
        : [event],
    );
  return {arrivals, alive: all.filter(({type}) => type === 'alive').length, asked};
}
