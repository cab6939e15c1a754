import type {Context, Hono} from 'hono';
import {routePath} from 'hono/route';
import {InvalidInputError} from '../errors.js';
import type {Feed} from '../feed.js';
import type {HeldPublication} from '../held/held.js';
import {changeOf} from '../publications.js';
import type {Publication} from '../publications.js';
import {answerJson} from './answers.js';
import {authorize} from './authorize.js';
import {denyOtherMethods} from './methods.js';
import {answerPublished} from './published.js';
import {preflightHeaders} from './preflight.js';

/** The longest time for which a publication waits: news must not be forgotten on a server. */
export const longestHoldSeconds = 600;

/**
 * For how many seconds a request asks to be held, by `?hold=`; undefined if it does not say.
 *
 * @throws {InvalidInputError} for anything but a number of seconds.
 */
export function askedHold(context: Context): number | undefined {
  const asked = context.req.query('hold');
  if (asked === undefined) return undefined;
  const seconds = /^\d{1,3}$/.test(asked) ? Number(asked) : Infinity;
  if (seconds <= longestHoldSeconds) return seconds;
  const message = `must be a whole number of seconds from 0 to ${longestHoldSeconds}`;
  throw new InvalidInputError([{pointer: '?hold', message}]);
}

interface HoldRequest {
  readonly feed: Feed;
  readonly publication: Publication;
  readonly seconds: number;
  /** The path under which the routes stand in another app; empty if they stand alone. */
  readonly root: string;
}

/**
 * Holds a publication, and answers with where it can be taken back or sent at once. What would be
 * refused is refused now, while somebody looks at the answer.
 */
export async function hold(
  context: Context,
  {feed, publication, seconds, root}: HoldRequest,
): Promise<Response> {
  feed.preview(changeOf(publication));
  const held = await feed.held.add(publication, seconds * 1000);
  return answerJson(context, 202, toAnswer(held), {Location: `${root}/held/${held.id}`});
}

/** Adds the routes that list what waits, take it back and send it at once. */
export function addHeld(app: Hono, feed: Feed, token: string | undefined): void {
  const allowed = authorize(token);
  const preflight = token === undefined ? {} : preflightHeaders;
  const one = '/held/:id';
  app.get('/held', allowed, (context) => answerJson(context, 200, feed.held.list().map(toAnswer)));
  app.post(one, allowed, async (context) => {
    const sent = await feed.held.send(context.req.param('id'));
    const root = routePath(context).slice(0, -one.length);
    return answerPublished(context, {...sent, root});
  });
  app.delete(one, allowed, async (context) =>
    answerJson(context, 200, toAnswer(await feed.held.withdraw(context.req.param('id')))),
  );
  denyOtherMethods(app, '/held', ['GET', 'HEAD'], preflight);
  denyOtherMethods(app, one, ['POST', 'DELETE'], preflight);
}

function toAnswer({id, dueAt, failure, publication}: HeldPublication): object {
  const {updateId, ...rest} = publication;
  return {
    id,
    due_at: dueAt,
    ...(failure !== undefined && {failure}),
    publication: {...rest, ...(updateId !== undefined && {update: updateId})},
  };
}
