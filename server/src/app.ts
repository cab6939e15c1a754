import {Hono} from 'hono';
import type {Feed} from './feed.js';
import {requireRange} from './feed-options.js';
import {answerError, answerThrown} from './http/answers.js';
import {addHeld, longestHoldSeconds} from './http/holding.js';
import {addPublishing} from './http/publishing.js';
import {addReading} from './http/reading.js';

export interface AppOptions {
  /**
   * The bearer token that publishers must send. Default: none, so only this machine may publish.
   * Set one behind a proxy on the same machine, where every request comes from this machine.
   */
  readonly token?: string | undefined;
  /**
   * For how many seconds a publish is held that does not say it by `?hold=`: 0 to 600. Until it
   * goes out it can be taken back. Default: 0, so it goes out at once.
   */
  readonly holdSeconds?: number;
  /**
   * Says in a sentence why there is no document yet; undefined if there is one. Default: there
   * always is one.
   */
  readonly notYet?: () => string | undefined;
  /** Called with errors that are bugs. Default: console.error. */
  readonly report?: (error: unknown) => void;
}

/**
 * Makes a Hono app of a feed. Serve it alone, or mount it: `site.route('/status',
 * createApp(feed))`. Publishing without a token works only under @hono/node-server, which tells
 * where a request comes from.
 *
 * @throws {RangeError} for an empty token, or a hold out of range.
 */
export function createApp(
  feed: Feed,
  {token, notYet, holdSeconds = 0, report = console.error}: AppOptions = {},
): Hono {
  requireUsableToken(token);
  requireRange('holdSeconds', holdSeconds, [0, longestHoldSeconds]);
  const app = new Hono();
  addReading(app, feed, notYet);
  addPublishing(app, feed, {token, holdSeconds});
  addHeld(app, feed, token);
  app.notFound((context) =>
    answerError(context, 404, `There is nothing at ${context.req.path}. The feed is at /feed.`),
  );
  app.onError((error, context) => {
    const answer = answerThrown(context, error);
    if (answer !== undefined) return answer;
    // A client that hangs up in the middle of a request is not an error worth reporting.
    if (!context.req.raw.signal.aborted) report(error);
    return answerError(context, 500, 'Something went wrong in the server; its log says what.');
  });
  return app;
}

/** @throws {RangeError} for an empty token, which is most likely a variable that was never set. */
export function requireUsableToken(token: string | undefined): void {
  if (token?.trim() === '') throw new RangeError('The token is empty. Leave it out, or set one.');
}
