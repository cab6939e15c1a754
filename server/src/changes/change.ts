import {isForeign} from '../document.js';
import type {Component, ComponentClaim, FeedDocument, Incident, Maintenance} from '../document.js';
import {InvalidInputError} from '../errors.js';
import type {Problem} from '../errors.js';
import {requestProblems} from '../schema.js';
import type {RequestName} from '../request-schemas.js';

export interface ChangeContext {
  /** The time of the publish, RFC 3339. */
  readonly now: string;
  /** A new id that begins with the prefix and a hyphen. */
  readonly createId: (prefix: string) => string;
}

/**
 * One action of the publisher: from the document as it is to the document as it shall be. Pure; the
 * feed adds what follows from it (rev, summary, revisions) and puts it on disk.
 *
 * @throws {InvalidInputError} with every problem found.
 * @throws {OutageFeedError} `not-found`.
 */
export type Change<Result> = (
  document: FeedDocument,
  context: ChangeContext,
) => {
  readonly document: FeedDocument;
  /** Picks what the caller gets from the published document. */
  readonly select: (published: FeedDocument) => Result;
};

/** Throws one error that lists all that is wrong with a request, unknown components included. */
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
 * What another page says is not changed here.
 *
 * @throws {InvalidInputError} if the object is such a page's.
 */
export function requireOwn(object: Component | Incident | Maintenance): void {
  if (!isForeign(object)) return;
  const page = object.ext?.origin?.name;
  const message = `${object.id} is what ${page} says; only that page changes it. Post an incident of your own instead`;
  throw new InvalidInputError([{pointer: '', message: `cannot be taken: ${message}`}]);
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
