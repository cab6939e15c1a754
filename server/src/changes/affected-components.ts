import {isOver} from 'outage-widgets/protocol.js';
import {isRunning} from '../document.js';
import type {Component, ComponentClaim, ComponentStatus, FeedDocument} from '../document.js';

const fromBestToWorst: readonly ComponentStatus[] = [
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
];

/** Gives each component the status that a claim names for it. */
export function setComponents(
  document: FeedDocument,
  claims: readonly ComponentClaim[],
): FeedDocument {
  const asked = new Map(claims.map(({id, status}) => [id, status]));
  return {
    ...document,
    components: document.components.map((component) => ({
      ...component,
      status: asked.get(component.id) ?? component.status,
    })),
  };
}

/**
 * Gives each of these components the worst status that an open incident or a running maintenance
 * still claims for it, or `operational` if none does.
 */
export function releaseComponents(document: FeedDocument, ids: readonly string[]): FeedDocument {
  const claims = standingClaims(document);
  return setComponents(
    document,
    ids.map((id) => ({id, status: worst(claims.filter((claim) => claim.id === id))})),
  );
}

/** Later claims about a component replace earlier ones. */
export function mergeClaims(
  earlier: readonly ComponentClaim[] = [],
  later: readonly ComponentClaim[] = [],
): readonly ComponentClaim[] {
  return [...new Map([...earlier, ...later].map((claim) => [claim.id, claim])).values()];
}

/** The components that the claims name, with their present name and status. */
export function claimedComponents(
  components: readonly Component[],
  claims: readonly ComponentClaim[] = [],
): readonly Component[] {
  return components
    .filter(({id}) => claims.some((claim) => claim.id === id))
    .map(({id, name, status}) => ({id, name, status}));
}

/** The claims of all open incidents and running maintenances. */
export function standingClaims(document: FeedDocument): readonly ComponentClaim[] {
  const standing = [
    ...document.incidents.filter((incident) => !isOver(incident.status)),
    ...document.scheduled_maintenances.filter(isRunning),
  ];
  return standing.flatMap((event) => event.ext?.components ?? []);
}

function worst(claims: readonly ComponentClaim[]): ComponentStatus {
  const ranks = claims.map(({status}) => fromBestToWorst.indexOf(status));
  return fromBestToWorst[Math.max(0, ...ranks)] ?? 'operational';
}
