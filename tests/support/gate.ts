// A proxy in front of a feed that writes down the requests.
import {createServer, request} from 'node:http';
import type {ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';

/** @param own - answers requests that are not for the feed; returns true if it did. */
export async function startGate(
  feed: string,
  own: (url: string, outgoing: ServerResponse) => boolean = () => false,
) {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const {method, headers, url = '/'} = incoming;
    if (own(url, outgoing)) return;
    requests.push(`${method} ${url}`);
    const onward = request(feed + url, {method, headers}, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    outgoing.on('close', () => onward.destroy());
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
