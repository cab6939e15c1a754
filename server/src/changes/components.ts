import type {Component, ComponentStatus, FeedDocument, Incident, Maintenance} from '../document.js';
import {OutageFeedError} from '../errors.js';
import {checkRequest, requireOwn} from './change.js';
import type {Change} from './change.js';

export interface ComponentInput {
  readonly status: ComponentStatus;
  /** Default: the present name; for a new component its id. */
  readonly name?: string;
  readonly description?: string | null;
  readonly ext?: Readonly<Record<string, unknown>>;
}

/** Sets a component, or adds it at the end. */
export function putComponent(id: string, input: ComponentInput): Change<Component> {
  return (document) => {
    checkRequest('component', input, document);
    const held = document.components.find((component) => component.id === id);
    if (held !== undefined) requireOwn(held);
    const component: Component = {...(held ?? {id, name: id}), ...input};
    const components =
      held === undefined
        ? [...document.components, component]
        : document.components.map((other) => (other === held ? component : other));
    return {
      document: {...document, components},
      select: (published) => findComponent(published, id),
    };
  };
}

/** Takes a component off the page and out of every event that names it. */
export function removeComponent(id: string): Change<void> {
  return (document) => {
    const component = findComponent(document, id);
    requireOwn(component);
    return {
      document: {
        ...document,
        components: document.components.filter((other) => other !== component),
        incidents: document.incidents.map((incident) => withoutComponent(incident, id)),
        scheduled_maintenances: document.scheduled_maintenances.map((maintenance) =>
          withoutComponent(maintenance, id),
        ),
      },
      select: () => undefined,
    };
  };
}

function withoutComponent<Event extends Incident | Maintenance>(event: Event, id: string): Event {
  const claims = event.ext?.components;
  return {
    ...event,
    ...(event.components && {components: event.components.filter((other) => other.id !== id)}),
    ...(claims && {ext: {...event.ext, components: claims.filter((claim) => claim.id !== id)}}),
  };
}

function findComponent(document: FeedDocument, id: string): Component {
  const component = document.components.find((candidate) => candidate.id === id);
  if (component !== undefined) return component;
  throw new OutageFeedError('not-found', `There is no component ${id}. It may have been removed.`);
}
