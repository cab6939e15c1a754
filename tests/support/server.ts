import {createServer} from 'node:http';
import type {RequestListener, Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

/** A real server on a free port of this machine until the test ends. */
export async function serve(listener: RequestListener): Promise<{origin: string; server: Server}> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server};
}
