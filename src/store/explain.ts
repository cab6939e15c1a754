import {isTrouble} from '../model/levels.js';
import type {Component, Incident, Snapshot} from '../model/types.js';
import {isCurrent} from './ended.js';
import {worstAndNewestFirst} from './order.js';

/**
 * Words before silence: an incident that names no component is the story of the trouble that no
 * other incident tells. Of several it is the worst and newest. A notice claims no problem, so it
 * explains none.
 */
export function explained({incidents, components}: Snapshot, now: number): readonly Incident[] {
  const current = incidents.filter((incident) => isCurrent(incident, now));
  const [story] = current
    .filter((incident) => incident.components.length === 0 && incident.level !== 'notice')
    .sort(worstAndNewestFirst);
  if (!story) return incidents;
  const named = new Set(current.flatMap((incident) => incident.components.map(({id}) => id)));
  const affected = components.filter((component) => isInTrouble(component, named));
  return incidents.map((incident) =>
    incident === story ? {...incident, components: affected} : incident,
  );
}

function isInTrouble({id, group, level}: Component, explainedIds: ReadonlySet<string>): boolean {
  return !group && isTrouble(level) && !explainedIds.has(id);
}
