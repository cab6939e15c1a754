import type {Context} from 'hono';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {InvalidInputError, OutageFeedError} from '../errors.js';
import type {Problem} from '../errors.js';

/** On every answer, errors included: a page must be able to see why it got none. */
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

/** More say nothing new, and one request could ask for a megabyte of them. */
const maxProblems = 100;

/** @param error a sentence that says what to do. */
export function answerError(
  context: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Readonly<Record<string, string>> = {},
  problems?: readonly Problem[],
): Response {
  return answerJson(context, status, {error, ...(problems && {problems})}, headers);
}

/** Turns what a publish threw into an answer; undefined for what nobody expected. */
export function answerThrown(context: Context, error: unknown): Response | undefined {
  if (error instanceof InvalidInputError) {
    const count =
      error.problems.length === 1 ? 'one thing is' : `${error.problems.length} things are`;
    return answerError(
      context,
      400,
      `Nothing was published: ${count} wrong with the request.`,
      {},
      error.problems.slice(0, maxProblems),
    );
  }
  if (!(error instanceof OutageFeedError)) return undefined;
  if (error.code === 'not-found') return answerError(context, 404, error.message);
  return answerError(context, 503, error.message, {'Retry-After': '10'});
}
