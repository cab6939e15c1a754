import type {AffectedComponent, Level, Snapshot} from 'outage-widgets/core.js';
import {withLevel} from '../changes/levels.js';
import type {Component} from '../document.js';
import type {PartsTarget} from './parts-target.js';
import {prefixed} from './unique-ids.js';

/** A component of the page with its id in our document. */
export type RenamedComponent = Snapshot['components'][number] & {readonly newId: string};

/** The components of the page. Of those that share an id or a name, the first counts. */
export interface ComponentIndex {
  readonly byId: ReadonlyMap<string, RenamedComponent>;
  readonly byName: ReadonlyMap<string, RenamedComponent>;
}

export function indexOf(components: readonly RenamedComponent[]): ComponentIndex {
  // A Map keeps the last of two, so the first is set last.
  const reversed = [...components].reverse();
  return {
    byId: new Map(reversed.map((component) => [component.id, component])),
    byName: new Map(reversed.map((component) => [component.ownName ?? component.name, component])),
  };
}

export function toComponent(
  {newId, name, ownName = name, region, level, group, groupId}: RenamedComponent,
  {byId}: ComponentIndex,
  {origin}: PartsTarget,
): Component {
  const parent = groupId === undefined ? undefined : byId.get(groupId);
  const component: Component = {
    id: newId,
    name: ownName,
    status: 'operational',
    ...(group && {group}),
    ...(parent && {group_id: parent.newId}),
    ext: {origin: {...origin, level}, ...(region && {region})},
  };
  return withLevel(component, level);
}

/** Finds the component by its id, or by its name where the page gives another id. */
export function toAffectedComponent(
  {id, name}: AffectedComponent,
  {byId, byName}: ComponentIndex,
  {document, prefix}: PartsTarget,
): Component {
  const known = byId.get(id) ?? byName.get(name || id);
  const newId = known?.newId ?? prefixed(prefix, id);
  // A message about one incident alone does not repeat the components, but our document has them.
  const held = document.components.find((component) => component.id === newId);
  const level = known?.level ?? levelAtOrigin(held) ?? 'unknown';
  const shownName = known?.ownName ?? known?.name ?? (name || held?.name || id);
  return withLevel({id: newId, name: shownName, status: 'operational'}, level);
}

function levelAtOrigin(held: Component | undefined): Level | undefined {
  return held?.ext?.origin?.level;
}
