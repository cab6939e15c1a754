import {repeatedIn} from './repeated.js';
import type {Component} from './types.js';

/** The name of a component as its page writes it. */
export function ownNameOf({ownName, name}: Component): string {
  return ownName ?? name;
}

/**
 * Components with names that readers can tell apart: where several have one name, each has its
 * region or its group behind it.
 */
export function tellApart(components: readonly Component[]): readonly Component[] {
  const twins = repeatedIn(components.filter(({group}) => !group).map(ownNameOf));
  const groups = new Map(components.map(({id, name}) => [id, name]));
  return components.map((component) => {
    const ownName = ownNameOf(component);
    const place = component.region ?? groups.get(component.groupId ?? '');
    const isTwin = !component.group && twins.has(ownName) && place;
    if (isTwin) return {...component, name: `${ownName} (${place})`, ownName};
    return component.ownName ? {...component, name: ownName, ownName: undefined} : component;
  });
}
