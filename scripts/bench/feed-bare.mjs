// @ts-check
// The floor: what Node alone needs to tell a crowd. No file, no checks, no limits.
import {createServer} from 'node:http';

/** @type {Set<import('node:http').ServerResponse>} */
const subscribers = new Set();
let frame = Buffer.alloc(0);

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, {'Content-Type': 'text/event-stream'});
    response.write(frame);
    subscribers.add(response);
    response.on('close', () => subscribers.delete(response));
    return;
  }
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    frame = Buffer.concat([Buffer.from('event: snapshot\ndata: '), ...chunks, Buffer.from('\n\n')]);
    for (const subscriber of subscribers) subscriber.write(frame);
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`port ${port}`);
});
