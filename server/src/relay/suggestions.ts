import {isOver} from 'outage-widgets/protocol.js';
import type {Hono} from 'hono';
import {adoptIncident} from '../changes/adopt-incident.js';
import type {FeedDocument, Incident, Origin} from '../document.js';
import {OutageFeedError} from '../errors.js';
import type {Feed} from '../feed.js';
import {answerJson} from '../http/answers.js';
import {authorize} from '../http/authorize.js';
import {denyOtherMethods} from '../http/methods.js';

/** An incident of a provider, which the operator may publish. Readers never see it. */
export interface Suggestion {
  readonly id: string;
  readonly origin: Origin;
  readonly incident: Incident;
  /** The id of our incident that was made from it. */
  readonly adopted_as?: string;
}

/** Lists the open incidents of a provider and marks those that are adopted already. */
export function toSuggestions(
  incidents: readonly Incident[],
  origin: Origin,
  document: FeedDocument,
): readonly Suggestion[] {
  return incidents
    .filter((incident) => !isOver(incident.status))
    .map((incident) => {
      const own = document.incidents.find(
        ({ext}) => ext?.origin?.id === origin.id && ext.origin.adopted === incident.id,
      );
      return {id: incident.id, origin, incident, ...(own && {adopted_as: own.id})};
    });
}

/** Adds the routes with which the operator sees and adopts suggestions. */
export function addSuggestions(
  app: Hono,
  feed: Feed,
  token: string | undefined,
  suggestions: () => readonly Suggestion[],
): void {
  const allowed = authorize(token);
  app.get('/suggestions', allowed, (context) => answerJson(context, 200, suggestions()));
  app.post('/suggestions/:id/adopt', allowed, async (context) => {
    const id = context.req.param('id');
    const suggestion = suggestions().find((candidate) => candidate.id === id);
    if (suggestion === undefined) {
      throw new OutageFeedError('not-found', `There is no suggestion ${id}. It may be over.`);
    }
    const incident = await feed.publish(adoptIncident(suggestion.incident));
    return answerJson(context, 201, incident, {Location: `/incidents/${incident.id}`});
  });
  denyOtherMethods(app, '/suggestions', ['GET', 'HEAD']);
  denyOtherMethods(app, '/suggestions/:id/adopt', ['POST']);
}
