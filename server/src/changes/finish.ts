import {isDeepStrictEqual} from 'node:util';
import {isOver} from '../document.js';
import type {Component, FeedDocument, Incident, Maintenance} from '../document.js';
import {claimedComponents} from './affected-components.js';
import {rollUp} from './rollup.js';

/**
 * What follows from any change: the components each open event shows, revisions, the summary, and
 * the next rev (PROTOCOL.md, sections 1.2 and 3).
 */
export function finishChange(
  before: FeedDocument,
  changed: FeedDocument,
  now: string,
  generatedAt: string,
): FeedDocument {
  const {components} = changed;
  const document: FeedDocument = {
    ...changed,
    page: {...changed.page, updated_at: now},
    incidents: finishEvents(before.incidents, changed.incidents, components),
    scheduled_maintenances: finishEvents(
      before.scheduled_maintenances,
      changed.scheduled_maintenances,
      components,
    ),
    ext: {...changed.ext, rev: before.ext.rev + 1, generated_at: generatedAt},
  };
  return {...document, status: rollUp(document)};
}

function finishEvents<Event extends Incident | Maintenance>(
  before: readonly Event[],
  changed: readonly Event[],
  components: readonly Component[],
): readonly Event[] {
  return changed.map((event) => {
    const held = before.find(({id}) => id === event.id);
    const shown = {...event, ...shownComponents(held, event, components)};
    if (held !== undefined && isDeepStrictEqual(held, shown)) return held;
    return {...shown, ext: {...shown.ext, revision: (held?.ext?.revision ?? 0) + 1}};
  });
}

/** An event that was over before keeps what it last showed: the page has moved on. */
function shownComponents(
  held: Incident | Maintenance | undefined,
  event: Incident | Maintenance,
  components: readonly Component[],
): {readonly components?: readonly Component[]} {
  if (held !== undefined && isOver(held) && isOver(event)) return {};
  return {components: claimedComponents(components, event.ext?.components)};
}
