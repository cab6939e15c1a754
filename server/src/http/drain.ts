import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/**
 * Watches a server, to be able to end it promptly: `server.close` waits for connections that browsers
 * open in advance and never use.
 *
 * @returns stops listening at once, ends the connections without a request, and the others when their
 * answer is out or the grace time (milliseconds) is over.
 */
export function watchConnections(server: Server): (graceMs: number) => Promise<void> {
  const idle = new Set<Socket>();
  let draining = false;

  server.on('connection', (socket) => {
    idle.add(socket);
    socket.on('close', () => idle.delete(socket));
  });
  server.on('request', ({socket}, response) => {
    idle.delete(socket);
    response.on('close', () => {
      if (draining) socket.destroySoon();
      else if (!socket.destroyed) idle.add(socket);
    });
  });

  return async (graceMs) => {
    draining = true;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of idle) socket.destroySoon();
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(cut);
  };
}
