import {MAX_COMPONENTS} from 'outage-widgets/protocol.js';
import type {SourceParts} from '../changes/source-parts.js';
import type {Component, FeedDocument, Incident, Maintenance} from '../document.js';

/** How many updates of each event to keep. The first number that fits is used. */
const updateCounts = [50, 10, 3, 1] as const;

/**
 * Leaves out what our document cannot hold: old updates, because the newest ones tell the state,
 * and components that are well, if other pages have filled the list.
 *
 * @param document the document that is published now.
 */
export function truncateToBudget(
  parts: SourceParts,
  document: FeedDocument,
  maxBytes: number,
): SourceParts {
  const others = document.components.filter(({ext}) => ext?.origin?.id !== parts.summary.id);
  const components = worstFirst(parts.components, MAX_COMPONENTS - others.length);
  for (const count of updateCounts) {
    const shorter = {
      ...parts,
      components,
      incidents: parts.incidents.map((event) => shorten(event, count)),
      maintenances: parts.maintenances.map((event) => shorten(event, count)),
    };
    const isLast = count === updateCounts.at(-1);
    if (isLast || Buffer.byteLength(JSON.stringify(shorter)) <= maxBytes) return shorter;
  }
  return parts;
}

function worstFirst(components: readonly Component[], most: number): readonly Component[] {
  if (components.length <= most) return components;
  const isWell = ({status}: Component): boolean => status === 'operational';
  const sorted = [
    ...components.filter((component) => !isWell(component)),
    ...components.filter(isWell),
  ];
  return sorted.slice(0, Math.max(0, most));
}

function shorten<Event extends Incident | Maintenance>(event: Event, count: number): Event {
  return {...event, incident_updates: event.incident_updates.slice(0, count)};
}
