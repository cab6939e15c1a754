import type {Snapshot} from 'outage-widgets/core.js';
import type {Incident, Origin} from '../document.js';
import type {Ends} from './late-post.js';
import type {Source} from './sources.js';
import type {Memory} from './visit.js';

/** A source and what is known of it. */
export interface SourceState {
  readonly source: Source;
  readonly isProvider: boolean;
  readonly memory: Memory;
  /** Of what was posted. */
  readonly ends: Ends;
  failures: number;
  /** Visits in a row that brought an older copy. */
  olderCopies: number;
  /** Of which kind the operator has heard last; undefined if all is well. */
  trouble: string | undefined;
  newest: Snapshot | undefined;
  /** Of its documents; one of `formatNames`. */
  format: string | undefined;
  pageId: unknown;
  hasOpenIncident: boolean;
  /** Of a provider that is not published. */
  suggested: readonly Incident[];
  origin: Origin;
  /** Takes back the next visit. */
  cancel: () => void;
  /** Whether the next visit is one that a post has asked for. */
  isPrompted: boolean;
}

export function createSourceState(source: Source, isProvider: boolean): SourceState {
  return {
    source,
    isProvider,
    memory: new Map(),
    ends: new Map(),
    failures: 0,
    olderCopies: 0,
    trouble: undefined,
    newest: undefined,
    format: undefined,
    pageId: undefined,
    hasOpenIncident: false,
    suggested: [],
    origin: {id: source.id, name: source.name},
    cancel: () => undefined,
    isPrompted: false,
  };
}
