import {isOver} from 'outage-widgets/protocol.js';
import type {
  ComponentClaim,
  FeedDocument,
  History,
  Incident,
  IncidentUpdate,
  Maintenance,
} from '../document.js';
import {OutageFeedError} from '../errors.js';
import {mergeClaims, releaseComponents, setComponents} from './affected-components.js';
import {requireOwn} from './change.js';
import type {Change, ChangeContext} from './change.js';
import {settleExt} from './ext.js';
import type {ExtInput} from './ext.js';
import {withdraw} from './withdraw.js';

/**
 * One of the two lists of events in a document, and what differs between them. Everything else is
 * the same for incidents and for maintenances.
 */
export interface EventList<Event extends Incident | Maintenance> {
  /** The noun for an event in a message. */
  readonly noun: 'incident' | 'maintenance';
  readonly of: (document: FeedDocument) => readonly Event[];
  readonly ofHistory: (history: History) => readonly Event[];
  readonly withEvents: (document: FeedDocument, events: readonly Event[]) => FeedDocument;
  /** Whether the event decides on the status of its components now. */
  readonly holdsComponents: (event: Event) => boolean;
}

/** The part of a request that is about an event. */
export interface EventUpdate<Event extends Incident | Maintenance> {
  /** The fields of the event that the request sets. */
  readonly fields: Partial<Event>;
  readonly body: string | undefined;
  readonly updateExt: Readonly<Record<string, unknown>> | undefined;
  /** The components that the request names, each with a status. */
  readonly claims: readonly ComponentClaim[];
  /** The merged `ext` of the event, without what the server sets itself. */
  readonly ext: ExtInput;
}

/**
 * Finds an event in the document, or in the history.
 *
 * @throws {OutageFeedError} `not-found`.
 */
function findEvent<Event extends Incident | Maintenance>(
  list: EventList<Event>,
  id: string,
  document: FeedDocument,
  history: History,
): Event {
  const known = [...list.of(document), ...list.ofHistory(history)];
  const event = known.find((candidate) => candidate.id === id);
  if (event !== undefined) return event;
  const message = `There is no ${list.noun} ${id}. It may have been removed.`;
  throw new OutageFeedError('not-found', message);
}

/**
 * Finds an event that is to be changed. One that has left the document is put back into it: a
 * correction, a reopening or a postmortem may come weeks after the end.
 *
 * @throws {OutageFeedError} `not-found`.
 * @throws {InvalidInputError} if the event belongs to another page.
 */
export function recallEvent<Event extends Incident | Maintenance>(
  list: EventList<Event>,
  id: string,
  document: FeedDocument,
  {history}: ChangeContext,
): UpdateTarget<Event> {
  const event = findEvent(list, id, document, history);
  requireOwn(event);
  const events = list.of(document);
  if (events.includes(event)) return {list, document, event};
  return {list, document: list.withEvents(document, [...events, event]), event};
}

/** Puts the next state of an event in its place. */
export function replaceEvent<Event extends Incident | Maintenance>(
  {list, document, event}: UpdateTarget<Event>,
  next: Event,
): FeedDocument {
  const events = list.of(document).map((other) => (other === event ? next : other));
  return list.withEvents(document, events);
}

/** Picks an event from what was published: the `select` of a change. */
export function selectEvent<Event extends Incident | Maintenance>(
  list: EventList<Event>,
  id: string,
): (published: FeedDocument, history: History) => Event {
  return (published, history) => findEvent(list, id, published, history);
}

/**
 * Takes an event out, as if it had never been. Its components are released, and readers are told
 * that it was taken back.
 */
export function removeEvent<Event extends Incident | Maintenance>(
  list: EventList<Event>,
  id: string,
): Change<void> {
  return (held, context) => {
    const {document, event} = recallEvent(list, id, held, context);
    const others = list.of(document).filter((other) => other !== event);
    const rest = list.withEvents(document, others);
    const claims = list.holdsComponents(event) ? event.ext?.components : undefined;
    const released = releaseComponents(rest, idsOf(claims));
    return {
      document: withdraw(released, {type: list.noun, id, at: context.now}),
      select: () => undefined,
    };
  };
}

/** The event that an update is for, and where it stands. */
export interface UpdateTarget<Event extends Incident | Maintenance> {
  readonly list: EventList<Event>;
  readonly document: FeedDocument;
  readonly event: Event;
}

/**
 * Adds an update to an event of the document.
 *
 * When the event begins or ceases to hold its components, their status follows from all open
 * events. Then the components that the request names get the status that it gives them.
 */
export function applyUpdate<Event extends Incident | Maintenance>(
  {list, document, event}: UpdateTarget<Event>,
  update: EventUpdate<Event>,
  context: ChangeContext,
): FeedDocument {
  const claims = mergeClaims(event.ext?.components, update.claims);
  const updated = updatedEvent(event, update, claims, context);
  const changed = replaceEvent({list, document, event}, updated);
  const isTurned = list.holdsComponents(updated) !== list.holdsComponents(event);
  const settled = isTurned ? releaseComponents(changed, idsOf(claims)) : changed;
  const setsComponents = list.holdsComponents(updated) || isOver(updated.status);
  return setsComponents ? setComponents(settled, update.claims) : settled;
}

function updatedEvent<Event extends Incident | Maintenance>(
  event: Event,
  {fields, body, updateExt, ext}: EventUpdate<Event>,
  claims: readonly ComponentClaim[],
  {now, createId}: ChangeContext,
): Event {
  const next: Event = {...event, ...fields, updated_at: now};
  const over = isOver(next.status);
  const update: IncidentUpdate = {
    id: createId('upd'),
    status: next.status,
    body: body ?? '',
    display_at: now,
    ...(updateExt && {ext: updateExt}),
  };
  const extOfServer = {
    revision: event.ext?.revision ?? 0,
    ...(claims.length > 0 && {components: claims}),
  };
  return {
    ...next,
    incident_updates: [update, ...event.incident_updates],
    resolved_at: over ? (event.resolved_at ?? now) : null,
    ext: settleExt({...ext, ...extOfServer}, over, now),
  };
}

function idsOf(claims: readonly ComponentClaim[] = []): readonly string[] {
  return claims.map(({id}) => id);
}
