import {isTrouble} from '../model/levels.js';
import type {Component, Incident, Level, Maintenance, Snapshot} from '../model/types.js';
import {isCurrent} from './ended.js';
import {worstAndNewestFirst} from './order.js';

/**
 * Words before silence: an incident that names no component is the story of the trouble that no
 * other incident tells, and planned work under way that names none is that of the components under
 * maintenance. Of several reports it is the worst and newest. A notice claims no problem, and work
 * of an unknown phase no beginning, so they explain none.
 */
export function explained(snapshot: Snapshot, now: number): Snapshot {
  const components = withSilentGroups(snapshot.components);
  const incidents = snapshot.incidents.filter((incident) => isCurrent(incident, now));
  const works = snapshot.maintenances.filter((work) => isCurrent(work, now));
  const affected = (
    reports: readonly (Incident | Maintenance)[],
    isMeant: (level: Level) => boolean,
  ) => componentsBeside(reports, components).filter(({level}) => isMeant(level));
  return {
    ...snapshot,
    components,
    incidents: withStory(
      snapshot.incidents,
      incidents.filter(({level}) => level !== 'notice'),
      affected(incidents, isTrouble),
    ),
    maintenances: withStory(
      snapshot.maintenances,
      works.filter(({phase}) => phase !== 'unknown'),
      affected([...incidents, ...works], isMaintenance),
    ),
  };
}

/** The reports, one of which tells what happens to some components. */
function withStory<Report extends Incident | Maintenance>(
  reports: readonly Report[],
  tellers: readonly Report[],
  components: readonly Component[],
): readonly Report[] {
  const [story] = tellers
    .filter((report) => report.components.length === 0)
    .sort(worstAndNewestFirst);
  return reports.map((report) => (report === story ? {...report, components} : report));
}

/** Components that no report names. */
function componentsBeside(
  reports: readonly (Incident | Maintenance)[],
  components: readonly Component[],
): readonly Component[] {
  const named = new Set(reports.flatMap((report) => report.components.map(({id}) => id)));
  return components.filter(({id, group}) => !group && !named.has(id));
}

/** If its members are well, the word of a group is the only one on its trouble. */
function withSilentGroups(components: readonly Component[]): readonly Component[] {
  const speaks = ({level}: Component): boolean => isTrouble(level) || isMaintenance(level);
  const spokenFor = new Set(components.filter(speaks).map(({groupId}) => groupId));
  return components.map((component) =>
    component.group && speaks(component) && !spokenFor.has(component.id)
      ? {...component, group: false}
      : component,
  );
}

function isMaintenance(level: Level): boolean {
  return level === 'maintenance';
}
