import {endOf, expire, latestEndFirst} from './changes/expire.js';
import type {FeedDocument, History, Incident, Maintenance} from './document.js';
import type {FeedSettings} from './feed-options.js';

const dayMs = 86_400_000;

/** Adds events that have just left the document. They are in front of those that left before. */
export function addToHistory(history: History, {incidents, maintenances}: History): History {
  return {
    incidents: [...incidents, ...history.incidents],
    maintenances: [...maintenances, ...history.maintenances],
  };
}

/** The document with the events that have left it: what a change may have begun with. */
export function withHistory(document: FeedDocument, history: History): FeedDocument {
  return {
    ...document,
    incidents: [...document.incidents, ...history.incidents],
    scheduled_maintenances: [...document.scheduled_maintenances, ...history.maintenances],
  };
}

/** Takes out again what a change has taken up from the history only to add a word. */
export function returnToHistory(
  document: FeedDocument,
  history: History,
  now: number,
  keepEndedMs: number,
): History & {readonly published: FeedDocument} {
  const known = new Set([...history.incidents, ...history.maintenances].map(({id}) => id));
  const isRecalled = ({id}: Incident | Maintenance): boolean => known.has(id);
  const {incidents, maintenances} = expire(
    {
      ...document,
      incidents: document.incidents.filter(isRecalled),
      scheduled_maintenances: document.scheduled_maintenances.filter(isRecalled),
    },
    now,
    keepEndedMs,
  );
  const published = {
    ...document,
    incidents: document.incidents.filter((event) => !incidents.includes(event)),
    scheduled_maintenances: document.scheduled_maintenances.filter(
      (event) => !maintenances.includes(event),
    ),
  };
  return {published, incidents, maintenances};
}

/** The history without the events that the document has taken up again, or has withdrawn. */
export function withoutPublished(history: History, document: FeedDocument): History {
  const withdrawn = (document.ext.withdrawn ?? []).map(({id}) => id);
  const without = <Event extends Incident | Maintenance>(
    events: readonly Event[],
    listed: readonly Event[],
  ): readonly Event[] => {
    const gone = new Set([...withdrawn, ...listed.map(({id}) => id)]);
    return events.filter(({id}) => !gone.has(id));
  };
  return {
    incidents: without(history.incidents, document.incidents),
    maintenances: without(history.maintenances, document.scheduled_maintenances),
  };
}

/** The history in order, the latest end first, without what is too old or too much to be kept. */
export function trimHistory(
  {incidents, maintenances}: History,
  now: number,
  {keepHistory, keepHistoryDays}: FeedSettings,
): History {
  const trim = <Event extends Incident | Maintenance>(events: readonly Event[]) =>
    events
      .filter((event) => now - endOf(event) < keepHistoryDays * dayMs)
      .sort(latestEndFirst)
      .slice(0, keepHistory);
  return {incidents: trim(incidents), maintenances: trim(maintenances)};
}
