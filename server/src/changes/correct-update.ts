import type {Incident, Maintenance} from '../document.js';
import {OutageFeedError} from '../errors.js';
import {checkRequest} from './change.js';
import type {Change} from './change.js';
import {incidents} from './incidents.js';
import {maintenances} from './maintenances.js';
import {recallEvent, replaceEvent, selectEvent} from './update-event.js';
import type {EventList} from './update-event.js';

export interface CorrectionInput {
  /** The words that take the place of those that were published. */
  readonly body: string;
  /** `ext` of the update from now on. Default: what it has. */
  readonly ext?: Readonly<Record<string, unknown>>;
}

/** Corrects the words of an update of an incident. */
export function correctIncident(
  id: string,
  updateId: string,
  input: CorrectionInput,
): Change<Incident> {
  return correctUpdate(incidents, {id, updateId, input});
}

/** Corrects the words of an update of a maintenance. */
export function correctMaintenance(
  id: string,
  updateId: string,
  input: CorrectionInput,
): Change<Maintenance> {
  return correctUpdate(maintenances, {id, updateId, input});
}

/**
 * Replaces the words of an update that was published. Its time and its phase stay. Readers see the
 * new words, and are told of them only if they say something else.
 */
function correctUpdate<Event extends Incident | Maintenance>(
  list: EventList<Event>,
  {id, updateId, input}: {id: string; updateId: string; input: CorrectionInput},
): Change<Event> {
  return (held, context) => {
    const target = recallEvent(list, id, held, context);
    const {event} = target;
    checkRequest('correction', input, held);
    if (!event.incident_updates.some((update) => update.id === updateId)) {
      const message = `The ${list.noun} ${id} has no update ${updateId}.`;
      throw new OutageFeedError('not-found', message);
    }
    const corrected: Event = {
      ...event,
      updated_at: context.now,
      incident_updates: event.incident_updates.map((update) =>
        update.id === updateId ? {...update, ...input} : update,
      ),
    };
    return {document: replaceEvent(target, corrected), select: selectEvent(list, id)};
  };
}
