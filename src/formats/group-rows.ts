import {worst} from '../model/levels.js';
import {parseId} from '../parsing/parse.js';
import type {TranslatedComponent} from './adapter.js';

/**
 * Components, led by a row for each of their groups. Groups and components may use the same ids, so
 * the ids of groups get a word in front. A vendor that states no level of a group leaves it to the
 * members: the group is as bad as the worst of them.
 * @param components - with the ids of their groups as the vendor writes them.
 * @param names - names of the groups by id; an id without a name is no group. By default each id is
 *   its own name.
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
