// @ts-check
// Thousands of subscribers in one process, which also publishes: so both ends of each time are read
// off one clock. Sockets without a parser: what that costs would be measured with the server.
import {request} from 'node:http';
import {connect} from 'node:net';

/** @typedef {import('./feed-crowd.mjs').Publish} Publish */

/** How many connect at once: less than servers let wait. */
const AT_ONCE = 200;

const [port = '', path = '', subscribers = ''] = process.argv.slice(2);
// Sockets would keep it alive after the benchmark has ended, however that did.
process.on('disconnect', () => process.exit());
await subscribeAll(Number(port), path, Number(subscribers));

/** @param {object} message */
function tell(message) {
  process.send?.(message);
}

/** @param {number} hostPort @param {string} streamPath @param {number} count */
async function subscribeAll(hostPort, streamPath, count) {
  /** @type {(bytes: Buffer) => boolean} */
  let take = () => false;
  const start = performance.now();
  await new Promise((resolve) => {
    let connected = 0;
    take = (bytes) => {
      if (!bytes.includes('data: ')) return false;
      connected += 1;
      if (connected + AT_ONCE <= count) open();
      if (connected === count) resolve(undefined);
      return true;
    };
    for (let index = 0; index < Math.min(AT_ONCE, count); index += 1) open();
  });
  tell({connectMs: performance.now() - start});

  function open() {
    const socket = connect(hostPort, '127.0.0.1');
    socket.write(
      `GET ${streamPath} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n`,
    );
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      // The kernel may cut the bytes anywhere.
      const seen = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      rest = take(seen) ? Buffer.alloc(0) : seen.subarray(-32);
    });
    socket.on('error', (error) => tell({error: `A subscriber was refused: ${error.message}`}));
    socket.on('close', () => tell({error: 'A subscriber was cut off.'}));
  }

  process.on('message', (/** @type {Publish} */ {url, method, headers, body, mark}) => {
    const wanted = Buffer.from(mark);
    let received = 0;
    let firstMs = NaN;
    const sent = performance.now();
    take = (bytes) => {
      if (!bytes.includes(wanted)) return false;
      received += 1;
      if (received === 1) firstMs = performance.now() - sent;
      if (received === count) tell({firstMs, lastMs: performance.now() - sent});
      return true;
    };
    const outgoing = request(url, {method, headers}, (response) => {
      response.resume();
      if (Number(response.statusCode) > 299) tell({error: `A publish got ${response.statusCode}.`});
    });
    outgoing.on('error', (error) => tell({error: `A publish failed: ${error.message}`}));
    outgoing.end(body);
  });
}
