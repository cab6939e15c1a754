import {isFrom} from '../document.js';
import type {FeedDocument, Incident, Maintenance, Withdrawn} from '../document.js';
import type {SourceParts} from './source-parts.js';
import {withdraw} from './withdraw.js';

/**
 * Takes out what another page took back, and passes its word on: readers take that off without a
 * word, also where they show its end.
 *
 * @param now milliseconds since 1970.
 * @returns the document itself if it has nothing of that.
 */
export function takeBack(
  document: FeedDocument,
  {summary, withdrawn, incidents, maintenances}: SourceParts,
  now: number,
): FeedDocument {
  // The page has published anew what it lists again.
  const isListed = (key: string): boolean =>
    incidents.some(({id}) => key === `incident ${id}`) ||
    maintenances.some(({id}) => key === `maintenance ${id}`);
  const keys = new Set(withdrawn.filter((key) => !isListed(key)));
  const isTaken = (type: Withdrawn['type'], event: Incident | Maintenance): boolean =>
    isFrom(event, summary.id) && keys.has(`${type} ${event.id}`);
  const at = new Date(now).toISOString();
  const noteOf = (type: Withdrawn['type'], events: readonly (Incident | Maintenance)[]) =>
    events.filter((event) => isTaken(type, event)).map(({id}): Withdrawn => ({type, id, at}));
  const {incidents: held, scheduled_maintenances: planned} = document;
  const notes = [...noteOf('incident', held), ...noteOf('maintenance', planned)];
  if (notes.length === 0) return document;
  return notes.reduce(withdraw, {
    ...document,
    incidents: held.filter((event) => !isTaken('incident', event)),
    scheduled_maintenances: planned.filter((event) => !isTaken('maintenance', event)),
  });
}
