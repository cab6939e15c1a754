import type {Handler, Hono} from 'hono';
import {answerError, openToEveryone} from './answers.js';

/**
 * Answers what is left of a path once its routes are set: OPTIONS, and 405 for all other methods.
 *
 * @param preflight what a cross-origin page is allowed, as CORS response headers.
 */
export function closePath(
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
