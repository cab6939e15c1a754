import {worst} from '../model/levels.js';
import {parseId} from '../parsing/parse.js';
import type {TranslatedComponent} from './adapter.js';

/**
 * Components with a row for each of their groups. Groups and components may use the same ids, so those of groups get a
 * word in front. Vendors that state no level of a group leave it to its members: it is as bad as the worst of them.
 * @param components - with their groups' ids as the vendor writes them.
 * @param names - of the groups by id, others are no groups; by default a group's id is its name.
 */
export function withGroupRows(
  components: readonly TranslatedComponent[],
  names?: ReadonlyMap<string | undefined, unknown>,
): readonly TranslatedComponent[] {
  const groups = new Map<string, TranslatedComponent[]>();
  const members = components.map(({group_id: of, ...component}) => {
    const id = parseId(of);
    if (id === undefined || (names && !names.has(id))) return component;
    const group = groups.get(id);
    if (group) group.push(component);
    else groups.set(id, [component]);
    return {...component, group_id: `group ${id}`};
  });
  const rows = [...groups].map(([id, group]) => ({
    id: `group ${id}`,
    name: names ? names.get(id) : id,
    group: true,
    ext: {level: worst(group.map(({ext}) => ext.level))!},
  }));
  return [...rows, ...members];
}
