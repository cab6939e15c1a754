import type {FeedDocument, Origin} from '../document.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';

/** The page and the document that the parts are made for. */
export interface PartsTarget {
  readonly origin: Origin;
  /** Stands before every id of the page; empty where our document repeats only this page. */
  readonly prefix: string;
  /** The document that is published now. */
  readonly document: FeedDocument;
  /** The present, RFC 3339. */
  readonly now: string;
}

/** The prefix of every id of a page in our document. */
export function prefixOf(
  {origin, isProvider}: SourceState,
  {sources}: Pick<RelaySettings, 'sources'>,
): string {
  return isProvider || sources.length > 1 ? `${origin.id}:` : '';
}
