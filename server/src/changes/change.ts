import {isForeign} from '../document.js';
import type {
  Component,
  ComponentClaim,
  FeedDocument,
  History,
  Incident,
  Maintenance,
} from '../document.js';
import {InvalidInputError} from '../errors.js';
import type {Problem} from '../errors.js';
import {requestProblems} from '../schema.js';
import type {RequestName} from '../request-schemas.js';

export interface ChangeContext {
  /** The time of the publish, RFC 3339. */
  readonly now: string;
  /** A new id that begins with the prefix and a hyphen. */
  readonly createId: (prefix: string) => string;
  /** The events that are over and have left the document. A change may take one up again. */
  readonly history: History;
}

/**
 * One action of the publisher, as a pure function from the present document to the next one. The
 * feed adds what follows from it (rev, summary, revisions) and writes it to disk.
 *
 * @throws {InvalidInputError} with every problem found.
 * @throws {OutageFeedError} `not-found`.
 */
export type Change<Result> = (
  document: FeedDocument,
  context: ChangeContext,
) => {
  readonly document: FeedDocument;
  /** Picks the result for the caller from what was published. */
  readonly select: (published: FeedDocument, history: History) => Result;
};

/**
 * Checks the body of a publishing request, including the components it names.
 *
 * @throws {InvalidInputError} which lists everything that is wrong.
 */
export function checkRequest(
  name: RequestName,
  request: unknown,
  document: FeedDocument,
  more: readonly Problem[] = [],
): void {
  const problems = [
    ...requestProblems(name, request),
    ...unknownComponents(request, document),
    ...more,
  ];
  if (problems.length > 0) throw new InvalidInputError(problems);
}

/**
 * Makes sure that the object is our own: only the page that published an object changes it.
 *
 * @throws {InvalidInputError} if the object belongs to another page.
 */
export function requireOwn(object: Component | Incident | Maintenance): void {
  if (!isForeign(object)) return;
  const message =
    `cannot be taken: ${object.id} is what ${object.ext?.origin?.name} says; ` +
    'only that page changes it. Post an incident of your own instead';
  throw new InvalidInputError([{pointer: '', message}]);
}

function unknownComponents(request: unknown, document: FeedDocument): readonly Problem[] {
  const claims = (request as {components?: unknown} | null | undefined)?.components;
  if (!Array.isArray(claims)) return [];
  const known = document.components.map(({id}) => id);
  return claims.flatMap((claim: Partial<ComponentClaim> | null, index) => {
    const id = claim?.id;
    if (typeof id !== 'string' || known.includes(id)) return [];
    const choice = known.length > 0 ? `Known: ${known.join(', ')}` : 'The page has none yet';
    return [
      {pointer: `/components/${index}/id`, message: `is no component of the page. ${choice}`},
    ];
  });
}
