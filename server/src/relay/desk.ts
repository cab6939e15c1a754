import type {Snapshot} from 'outage-widgets/core.js';
import type {Incident, Origin} from '../document.js';
import type {Ends} from './late-post.js';
import type {Source} from './sources.js';
import type {Memory} from './visit.js';

/** A source and what is known of it. */
export interface Desk {
  readonly source: Source;
  readonly isProvider: boolean;
  readonly memory: Memory;
  /** Of what was posted. */
  readonly ends: Ends;
  failures: number;
  /** Visits in a row that brought an older copy. */
  olderCopies: number;
  trouble: string | undefined;
  newest: Snapshot | undefined;
  /** Of its documents; one of `formatNames`. */
  format: string | undefined;
  pageId: unknown;
  hasOpenIncident: boolean;
  /** Of a provider that is not published. */
  offered: readonly Incident[];
  origin: Origin;
  cancel: () => void;
  isPrompted: boolean;
}

export function openDesk(source: Source, isProvider: boolean): Desk {
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
    offered: [],
    origin: {id: source.id, name: source.name},
    cancel: () => undefined,
    isPrompted: false,
  };
}
