import {createServer} from 'node:http';
import type {Server, ServerOptions} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import type {Hono} from 'hono';
import {createApp, requireUsableToken} from './app.js';
import type {AppOptions} from './app.js';
import {OutageFeedError} from './errors.js';
import {createFeed} from './feed.js';
import {watchConnections} from './http/drain.js';
import {answerStream} from './http/node-stream.js';
import type {Feed} from './feed.js';
import type {FeedOptions} from './feed-options.js';

export interface ServeOptions extends FeedOptions, AppOptions {
  /** 0 takes any free port. Default: 8080. */
  readonly port?: number;
  /** The address to listen on. Default: 127.0.0.1, this machine only. */
  readonly host?: string;
  /** Adds routes of your own, such as static pages, to the same port. */
  readonly extend?: (app: Hono, feed: Feed) => void;
  /** How long a request may take to arrive, in milliseconds. Default: 30000. */
  readonly requestTimeoutMs?: number;
  /** How long a started answer may take after `close`, in milliseconds. Default: 1000. */
  readonly closeGraceMs?: number;
}

export interface RunningServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly feed: Feed;
  /** Says bye to all subscribers, finishes started answers and releases the port and the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a feed and serves it.
 *
 * @throws {OutageFeedError} `port-in-use`, `address-not-usable`, `invalid-file` or `file-locked`.
 * @throws {RangeError} for an option out of range.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const {port = 8080, host = '127.0.0.1', requestTimeoutMs = 30_000, closeGraceMs = 1000} = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`port must be a whole number from 0 to 65535, not ${port}.`);
  }
  requireUsableToken(options.token);
  const feed = await createFeed(options);
  let server: Server;
  let drain: (graceMs: number) => Promise<void>;
  try {
    const app = createApp(feed, options);
    options.extend?.(app, feed);
    // A library must not replace the global Request and Response.
    const answer = getRequestListener(app.fetch, {overrideGlobalObjects: false});
    server = createServer(arrivalLimits(requestTimeoutMs), (incoming, outgoing) => {
      const isStream = options.notYet?.() === undefined && answerStream(feed, incoming, outgoing);
      if (!isStream) void answer(incoming, outgoing);
    });
    drain = watchConnections(server);
    await listen(server, port, host);
  } catch (error) {
    await feed.close();
    throw error;
  }

  async function close(): Promise<void> {
    const drained = drain(closeGraceMs);
    await feed.close();
    await drained;
  }

  let closing: Promise<void> | undefined;
  const {address, family, port: takenPort} = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${name}:${takenPort}`,
    port: takenPort,
    feed,
    close: () => (closing ??= close()),
  };
}

/**
 * Shortens the five minutes that Node gives a request. A client that sends a byte a second would
 * hold its connection that long.
 */
function arrivalLimits(milliseconds: number): ServerOptions {
  return {
    requestTimeout: milliseconds,
    headersTimeout: Math.min(milliseconds, 10_000),
    connectionsCheckingInterval: Math.min(milliseconds, 5_000),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(port, host, error)));
    server.listen(port, host, resolve);
  });
}

function cannotListen(port: number, host: string, cause: NodeJS.ErrnoException): OutageFeedError {
  if (cause.code === 'EADDRINUSE') {
    const message = `Port ${port} on ${host} is taken. Stop what listens there, or choose another port.`;
    return new OutageFeedError('port-in-use', message, {cause});
  }
  const message =
    `Nothing can listen on port ${port} of ${host}: ${cause.message}. ` +
    'Choose another port or host.';
  return new OutageFeedError('address-not-usable', message, {cause});
}
