import {isDeepStrictEqual} from 'node:util';
import {isOver} from 'outage-widgets/protocol.js';
import {isForeign} from '../document.js';
import type {Component, FeedDocument, Incident, Maintenance} from '../document.js';
import {claimedComponents, standingClaims} from './affected-components.js';
import {levelOfStatus, withLevel, worstLevel} from './levels.js';
import {rollUp} from './rollup.js';

/**
 * Completes a changed document: the components that each open event shows, the revisions, the
 * summary and the next rev (PROTOCOL.md, sections 1.2 and 3).
 *
 * @param now the time of the change, RFC 3339.
 * @param generatedAt up to when the document is known to be true, RFC 3339.
 */
export function finishChange(
  before: FeedDocument,
  changed: FeedDocument,
  now: string,
  generatedAt: string,
): FeedDocument {
  const components = settleForeign(changed);
  const document: FeedDocument = {
    ...changed,
    page: {...changed.page, updated_at: now},
    components,
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

/**
 * Gives each component of another page the worse of two levels: the one that page says, and the one
 * that our own incidents claim. Neither hides the other.
 */
export function settleForeign(document: FeedDocument): readonly Component[] {
  const claims = standingClaims(document);
  return document.components.map((component) => {
    if (!isForeign(component)) return component;
    const claimed = claims.filter(({id}) => id === component.id);
    const said = component.ext?.origin?.level ?? 'unknown';
    return withLevel(
      component,
      worstLevel([said, ...claimed.map(({status}) => levelOfStatus(status))]),
    );
  });
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

/**
 * The components that an event shows. An event that was over before keeps the last ones, because
 * the components have moved on since. An event of another page keeps the ones that page named.
 */
function shownComponents(
  held: Incident | Maintenance | undefined,
  event: Incident | Maintenance,
  components: readonly Component[],
): {readonly components?: readonly Component[]} {
  if (isForeign(event)) return {};
  if (held !== undefined && isOver(held.status) && isOver(event.status)) return {};
  return {components: claimedComponents(components, event.ext?.components)};
}
