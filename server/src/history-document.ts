import {isOver} from 'outage-widgets/protocol.js';
import {latestEndFirst} from './changes/expire.js';
import type {DocumentExt, Incident, Maintenance, Page} from './document.js';
import {etagOf} from './etag.js';
import type {Encode} from './signing/encoding.js';
import type {FeedState} from './store/store.js';

/** The answer of `/history.json`: the events that are over (PROTOCOL.md, section 7). */
export interface HistoryDocument {
  readonly page: Page;
  readonly incidents: readonly Incident[];
  readonly scheduled_maintenances: readonly Maintenance[];
  readonly ext: Pick<DocumentExt, 'schema' | 'epoch' | 'rev' | 'generated_at'>;
}

/** A history in the form in which it is sent. */
export interface HistoryAnswer {
  /** JSON text. */
  readonly body: string;
  /** A strong ETag. */
  readonly etag: string;
}

/** Everything that is over, also what still stands in the document. The latest end is first. */
export function historyDocument({document, history}: FeedState): HistoryDocument {
  const {schema, epoch, rev, generated_at} = document.ext;
  return {
    page: document.page,
    incidents: ended([...document.incidents, ...history.incidents]),
    scheduled_maintenances: ended([...document.scheduled_maintenances, ...history.maintenances]),
    ext: {schema, epoch, rev, generated_at},
  };
}

/** The part of a history that is about one event; undefined if it has no such event. */
export function historyOf(whole: HistoryDocument, id: string): HistoryDocument | undefined {
  const isAsked = (event: Incident | Maintenance): boolean => event.id === id;
  const incidents = whole.incidents.filter(isAsked);
  const maintenances = whole.scheduled_maintenances.filter(isAsked);
  if (incidents.length + maintenances.length === 0) return undefined;
  return {...whole, incidents, scheduled_maintenances: maintenances};
}

/**
 * A signed history has an event name of its own, so that nobody can pass it off as a document that
 * has no open incident (PROTOCOL.md, section 6).
 */
export function encodeHistory(history: HistoryDocument, encode: Encode): HistoryAnswer {
  const body = encode('history', history);
  return {body, etag: etagOf(body)};
}

function ended<Event extends Incident | Maintenance>(events: readonly Event[]): readonly Event[] {
  return events.filter(({status}) => isOver(status)).sort(latestEndFirst);
}
