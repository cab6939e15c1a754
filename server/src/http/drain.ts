import type {Server} from 'node:http';
import type {Socket} from 'node:net';

/**
 * Watches the connections of a server, so that it can end promptly. `server.close` alone would wait
 * for connections that browsers open in advance and never use.
 *
 * @returns a function that stops listening at once and ends idle connections. The other connections
 * end when their answer is sent, or after the grace time in milliseconds.
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
