// @ts-check
// A feed that sends any document it is given, good or bad: `/stream` pushes one document after each request to `/stream/next`,
// every other path answers with one document after the other.
import {once} from 'node:events';
import {createServer} from 'node:http';

const cors = {'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store'};

/** @param {string} text */
const event = (text) =>
  `event: snapshot\n${text
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;

export async function startHostileFeed() {
  /** @type {Map<string, string[]>} texts still to be said, by path; the last one is repeated */
  const scripts = new Map();
  /** @type {Set<import('node:http').ServerResponse>} */
  const open = new Set();
  /** @type {string[]} */
  const requests = [];

  /** @param {string} path */
  const take = (path) => {
    const script = scripts.get(path) ?? [''];
    return (script.length > 1 ? script.shift() : script[0]) ?? '';
  };

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(`${request.method} ${path}`);
    if (path === '/stream') {
      response.writeHead(200, {...cors, 'Content-Type': 'text/event-stream'});
      response.write(event(take(path)));
      open.add(response);
      response.on('close', () => open.delete(response));
    } else if (path === '/stream/next') {
      const text = event(take('/stream'));
      for (const stream of open) stream.write(text);
      response.writeHead(204, cors).end();
    } else {
      response.writeHead(200, {...cors, 'Content-Type': 'application/json'}).end(take(path));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    scripts,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
