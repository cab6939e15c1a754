import {Hono} from 'hono';
import type {Feed} from './feed.js';
import {answerError, answerThrown} from './http/answers.js';
import {addPublishing} from './http/publishing.js';
import {addReading} from './http/reading.js';

export interface AppOptions {
  /**
   * What publishers must send as a bearer token. Default: none, and only this machine may publish;
   * behind a proxy on the same machine that is everybody, so set one there.
   */
  readonly token?: string | undefined;
  /** Why there is no document to show yet, in a sentence; undefined if there is one. Default: there always is. */
  readonly notYet?: () => string | undefined;
  /** Hears of errors nobody expected. Default: console.error. */
  readonly report?: (error: unknown) => void;
}

/**
 * A feed as a Hono app, to be served alone or mounted: `site.route('/status', createApp(feed))`.
 * Publishing without a token works under @hono/node-server only, which tells who is calling.
 *
 * @throws {RangeError} for an empty token.
 */
export function createApp(
  feed: Feed,
  {token, notYet, report = console.error}: AppOptions = {},
): Hono {
  requireUsableToken(token);
  const app = new Hono();
  addReading(app, feed, notYet);
  addPublishing(app, feed, token);
  app.notFound((context) =>
    answerError(context, 404, `There is nothing at ${context.req.path}. The feed is at /feed.`),
  );
  app.onError((error, context) => {
    const answer = answerThrown(context, error);
    if (answer !== undefined) return answer;
    // Who hangs up in the middle of a request is no trouble, and hears no answer.
    if (!context.req.raw.signal.aborted) report(error);
    return answerError(context, 500, 'Something went wrong in the server; its log says what.');
  });
  return app;
}

/** @throws {RangeError} for an empty token: most likely a variable that was never set. */
export function requireUsableToken(token: string | undefined): void {
  if (token?.trim() === '') throw new RangeError('The token is empty. Leave it out, or set one.');
}
