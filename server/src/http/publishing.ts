import type {Context, Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {createMiddleware} from 'hono/factory';
import {putComponent, removeComponent} from '../changes/components.js';
import {createIncident, removeIncident, updateIncident} from '../changes/incidents.js';
import {
  removeMaintenance,
  scheduleMaintenance,
  updateMaintenance,
} from '../changes/maintenances.js';
import {InvalidInputError} from '../errors.js';
import type {Feed} from '../feed.js';
import {answerError, answerJson, openToEveryone} from './answers.js';
import {authorize} from './authorize.js';
import {denyOtherMethods} from './methods.js';

const maxBodyBytes = 64 * 1024;

/** A document has eight levels. Code that recurses over a request must not meet thousands. */
const maxBodyDepth = 16;

/**
 * Adds the routes with which an operator publishes. One request is one publish.
 *
 * @param token the token that publishers must send; without one only this machine may publish.
 */
export function addPublishing(app: Hono, feed: Feed, token: string | undefined): void {
  const allowed = authorize(token);
  const accept = [allowed, requireJson, limitBody] as const;
  const preflight = token === undefined ? {} : preflightHeaders;

  app.post('/incidents', ...accept, async (context) => {
    const incident = await feed.publish(createIncident(await readJson(context)));
    return answerCreated(context, incident, incident.id);
  });
  app.post('/incidents/:id/updates', ...accept, async (context) => {
    const change = updateIncident(idOf(context), await readJson(context));
    return answerJson(context, 201, await feed.publish(change));
  });
  app.delete('/incidents/:id', allowed, async (context) => {
    await feed.publish(removeIncident(idOf(context)));
    return answerRemoved(context);
  });

  app.post('/maintenances', ...accept, async (context) => {
    const maintenance = await feed.publish(scheduleMaintenance(await readJson(context)));
    return answerCreated(context, maintenance, maintenance.id);
  });
  app.post('/maintenances/:id/updates', ...accept, async (context) => {
    const change = updateMaintenance(idOf(context), await readJson(context));
    return answerJson(context, 201, await feed.publish(change));
  });
  app.delete('/maintenances/:id', allowed, async (context) => {
    await feed.publish(removeMaintenance(idOf(context)));
    return answerRemoved(context);
  });

  app.put('/components/:id', ...accept, async (context) => {
    const change = putComponent(idOf(context), await readJson(context));
    return answerJson(context, 200, await feed.publish(change));
  });
  app.delete('/components/:id', allowed, async (context) => {
    await feed.publish(removeComponent(idOf(context)));
    return answerRemoved(context);
  });

  for (const events of ['/incidents', '/maintenances']) {
    denyOtherMethods(app, events, ['POST'], preflight);
    denyOtherMethods(app, `${events}/:id`, ['DELETE'], preflight);
    denyOtherMethods(app, `${events}/:id/updates`, ['POST'], preflight);
  }
  denyOtherMethods(app, '/components/:id', ['PUT', 'DELETE'], preflight);
}

/** Pages of other origins may publish only to a server that is guarded by a token. */
const preflightHeaders = {
  'Access-Control-Allow-Methods': 'POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
} as const;

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

/** The type is not checked here: the change that gets the value checks every field. */
async function readJson<Input>(context: Context): Promise<Input> {
  let value: unknown;
  try {
    value = JSON.parse(await context.req.text());
  } catch (error) {
    throw refusal(`is not JSON: ${(error as Error).message}`);
  }
  if (isDeeper(value, maxBodyDepth)) throw refusal(`is nested over ${maxBodyDepth} levels deep`);
  return value as Input;
}

function refusal(message: string): InvalidInputError {
  return new InvalidInputError([{pointer: '', message}]);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function idOf(context: Context): string {
  return context.req.param('id') ?? '';
}

function answerCreated(context: Context, value: unknown, id: string): Response {
  const location = `${context.req.path.replace(/\/$/, '')}/${encodeURIComponent(id)}`;
  return answerJson(context, 201, value, {Location: location});
}

function answerRemoved(context: Context): Response {
  return context.body(null, 204, {...openToEveryone});
}
