import type {Context, Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {createMiddleware} from 'hono/factory';
import {routePath} from 'hono/route';
import {InvalidInputError} from '../errors.js';
import type {Feed} from '../feed.js';
import {changeOf} from '../publications.js';
import type {Action, Publication} from '../publications.js';
import {answerError} from './answers.js';
import {authorize} from './authorize.js';
import {askedHold, hold} from './holding.js';
import {denyOtherMethods} from './methods.js';
import {answerPreview} from './previewing.js';
import {preflightHeaders} from './preflight.js';
import {answerPublished} from './published.js';

const maxBodyBytes = 64 * 1024;

/** A document has eight levels. Code that recurses over a request must not meet thousands. */
const maxBodyDepth = 16;

/** A route with which an operator publishes. One request is one publish. */
interface Route {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly action: Action;
}

const routes: readonly Route[] = [
  {method: 'POST', path: '/incidents', action: 'create-incident'},
  {method: 'POST', path: '/incidents/:id/updates', action: 'update-incident'},
  {method: 'PATCH', path: '/incidents/:id/updates/:update', action: 'correct-incident'},
  {method: 'DELETE', path: '/incidents/:id', action: 'remove-incident'},
  {method: 'POST', path: '/maintenances', action: 'schedule-maintenance'},
  {method: 'POST', path: '/maintenances/:id/updates', action: 'update-maintenance'},
  {method: 'PATCH', path: '/maintenances/:id/updates/:update', action: 'correct-maintenance'},
  {method: 'DELETE', path: '/maintenances/:id', action: 'remove-maintenance'},
  {method: 'PUT', path: '/components/:id', action: 'put-component'},
  {method: 'DELETE', path: '/components/:id', action: 'remove-component'},
];

export interface PublishingOptions {
  /** Publishers must send this token; without one only this machine may publish. */
  readonly token: string | undefined;
  /** For how many seconds a publish is held that does not say it itself. */
  readonly holdSeconds: number;
}

/** Adds the routes with which an operator publishes. */
export function addPublishing(
  app: Hono,
  feed: Feed,
  {token, holdSeconds}: PublishingOptions,
): void {
  const allowed = authorize(token);
  for (const {method, path, action} of routes) {
    const guards = method === 'DELETE' ? [allowed] : [allowed, requireJson, limitBody];
    app.on(method, [path], ...guards, async (context) => {
      const {id, update} = context.req.param() as {id?: string; update?: string};
      const publication: Publication = {
        action,
        ...(id !== undefined && {id}),
        ...(update !== undefined && {updateId: update}),
        ...(method !== 'DELETE' && {body: await readJson(context)}),
      };
      if (context.req.query('preview') !== undefined) {
        return answerPreview(context, feed, publication);
      }
      const seconds = askedHold(context) ?? holdSeconds;
      const root = routePath(context).slice(0, -path.length);
      if (seconds > 0) return hold(context, {feed, publication, seconds, root});
      const result = await feed.publish(changeOf(publication));
      return answerPublished(context, {publication, result, root});
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({method}) => method);
    denyOtherMethods(app, path, methods, token === undefined ? {} : preflightHeaders);
  }
}

const requireJson = createMiddleware(async (context, next) => {
  const [essence = ''] = (context.req.header('content-type') ?? '').split(';');
  if (essence.trim().toLowerCase() !== 'application/json') {
    return answerError(context, 415, 'Send JSON, with "Content-Type: application/json".');
  }
  if (context.req.header('content-encoding') === undefined) return next();
  return answerError(context, 415, 'Send the JSON as it is, without Content-Encoding.');
});

const limitBody = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (context) =>
    answerError(context, 413, 'The request is larger than 64 KiB. Shorten the texts.'),
});

async function readJson(context: Context): Promise<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(await context.req.text());
  } catch (error) {
    throw refusal(`is not JSON: ${(error as Error).message}`);
  }
  if (isDeeper(value, maxBodyDepth)) throw refusal(`is nested over ${maxBodyDepth} levels deep`);
  return value;
}

function refusal(message: string): InvalidInputError {
  return new InvalidInputError([{pointer: '', message}]);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}
