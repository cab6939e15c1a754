import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {InvalidInputError, OutageFeedError} from '../errors.js';
import type {Problem} from '../errors.js';

/**
 * The CORS headers of every answer. Errors carry them too: a page must see why it got no document.
 *
 * They are not left to Hono's `cors`, for three reasons. The fast path of node-stream.ts answers
 * without Hono. The middleware would open the routes of `extend`, which are the operator's own, to
 * all origins. And without `allowHeaders` it allows every header that a preflight asks for, which
 * lets any page on the web send JSON to a server that has no token.
 */
export const openToEveryone = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Age, Date, Retry-After',
} as const;

export function answerJson(
  context: Context,
  status: ContentfulStatusCode,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.json(value, status, {...openToEveryone, 'Cache-Control': 'no-store', ...headers});
}

/** One request could cause a megabyte of problems; the first ones are enough. */
const maxProblems = 100;

/** @param error a sentence that says what to do. */
export function answerError(
  context: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answerJson(context, status, {error}, headers);
}

function answerInvalid(context: Context, problems: readonly Problem[]): Response {
  const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
  const error = `Nothing was published: ${count} wrong with the request.`;
  return answerJson(context, 400, {error, problems: problems.slice(0, maxProblems)});
}

/** Turns an error of a publish into an answer; undefined for an error that is a bug. */
export function answerThrown(context: Context, error: unknown): Response | undefined {
  if (error instanceof InvalidInputError) return answerInvalid(context, error.problems);
  if (!(error instanceof OutageFeedError)) return undefined;
  if (error.code === 'not-found') return answerError(context, 404, error.message);
  return answerError(context, 503, error.message, {'Retry-After': '10'});
}
