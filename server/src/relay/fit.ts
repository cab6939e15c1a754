import type {SourceParts} from '../changes/take-source.js';
import type {Incident, Maintenance} from '../document.js';

/** Updates to keep of each event, until it fits. */
const steps = [50, 10, 3, 1] as const;

/** Leaves out old updates of a page that tells more than our document can hold; the newest say where things stand. */
export function fit(parts: SourceParts, maxBytes: number): SourceParts {
  for (const count of steps) {
    const shorter = {
      ...parts,
      incidents: parts.incidents.map((event) => shorten(event, count)),
      maintenances: parts.maintenances.map((event) => shorten(event, count)),
    };
    const isLast = count === steps.at(-1);
    if (isLast || Buffer.byteLength(JSON.stringify(shorter)) <= maxBytes) return shorter;
  }
  return parts;
}

function shorten<Event extends Incident | Maintenance>(event: Event, count: number): Event {
  return {...event, incident_updates: event.incident_updates.slice(0, count)};
}
