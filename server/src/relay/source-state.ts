import type {Snapshot} from 'outage-widgets/core.js';
import type {Incident, Origin} from '../document.js';
import type {FetchedByUrl} from './fetch-source.js';
import type {EndTimes} from './late-post.js';
import type {Source} from './sources.js';

/** A source with everything that the relay knows about it. */
export interface SourceState {
  readonly source: Source;
  readonly isProvider: boolean;
  readonly fetched: FetchedByUrl;
  /** The ends that posts have told. */
  readonly endTimes: EndTimes;
  /** How many polls in a row have failed. */
  failures: number;
  /** How many polls in a row have brought an older copy. */
  olderCopies: number;
  /** The kind of failure that was logged last; undefined if all is well. */
  failureKind: string | undefined;
  newest: Snapshot | undefined;
  /** Whether our document has something that the page has confirmed. */
  isPublished: boolean;
  /** The page posted this last; undefined before its first post. */
  lastPost: LastPost | undefined;
  /** The format of its documents, one of `formatNames`. */
  format: string | undefined;
  pageId: unknown;
  hasOpenIncident: boolean;
  /** The incidents of a provider whose incidents are only suggested. */
  suggested: readonly Incident[];
  origin: Origin;
  /** Cancels the next poll. */
  cancel: () => void;
  /** Whether a post has caused the next poll. */
  pollsSoon: boolean;
}

/** The last post, by two clocks. */
export interface LastPost {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** The newest time in it, by the clock of the page, in milliseconds since 1970. */
  readonly updatedAt: number | undefined;
}

/**
 * @param heldSince when the document that was held at the start last changed, in milliseconds since
 *   1970; undefined if it has nothing of the page.
 */
export function createSourceState(
  source: Source,
  isProvider: boolean,
  heldSince: number | undefined,
): SourceState {
  return {
    source,
    isProvider,
    fetched: new Map(),
    endTimes: new Map(),
    failures: 0,
    olderCopies: 0,
    failureKind: undefined,
    newest: undefined,
    isPublished: heldSince !== undefined,
    lastPost: heldSince === undefined ? undefined : {at: heldSince, updatedAt: undefined},
    format: undefined,
    pageId: undefined,
    hasOpenIncident: false,
    suggested: [],
    origin: {id: source.id, name: source.name},
    cancel: () => undefined,
    pollsSoon: false,
  };
}
