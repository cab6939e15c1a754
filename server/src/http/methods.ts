import type {Handler, Hono} from 'hono';
import {answerError, openToEveryone} from './answers.js';

/**
 * Answers the methods of a path that have no route: OPTIONS, and 405 for all others. Call it after
 * the routes of the path.
 *
 * Hono's `method-not-allowed` answers no OPTIONS, which needs the list of methods as well; so both
 * stand here.
 *
 * @param preflight the CORS headers that say what a page of another origin may send.
 */
export function denyOtherMethods(
  app: Hono,
  path: string,
  methods: readonly string[],
  preflight: Readonly<Record<string, string>> = {},
): void {
  const allow = [...methods, 'OPTIONS'].join(', ');
  const options: Handler = (context) =>
    context.body(null, 204, {...openToEveryone, Allow: allow, ...preflight});
  app.options(path, options);
  app.all(path, (context) =>
    answerError(context, 405, `This path takes ${allow}, not ${context.req.method}.`, {
      Allow: allow,
    }),
  );
}
