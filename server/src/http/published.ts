import type {Context} from 'hono';
import type {Action, Publication} from '../publications.js';
import {answerJson, openToEveryone} from './answers.js';

interface Published {
  readonly publication: Publication;
  /** The result of the publish. */
  readonly result: unknown;
  /** The path under which the routes stand in another app; empty if they stand alone. */
  readonly root: string;
}

/** The lists in which new objects are found. */
const lists: Partial<Readonly<Record<Action, string>>> = {
  'create-incident': '/incidents',
  'schedule-maintenance': '/maintenances',
};

/** Answers with what was published, whether it went out at once or was held before. */
export function answerPublished(
  context: Context,
  {publication: {action}, result, root}: Published,
): Response {
  const list = lists[action];
  if (list !== undefined) {
    const {id} = result as {readonly id: string};
    const location = `${root}${list}/${encodeURIComponent(id)}`;
    return answerJson(context, 201, result, {Location: location});
  }
  if (action.startsWith('remove-')) return context.body(null, 204, {...openToEveryone});
  return answerJson(context, action.startsWith('update-') ? 201 : 200, result);
}
