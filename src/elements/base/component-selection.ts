import {parseNames} from '../../binding/attributes.js';
import {getOrCreate} from '../../i18n/bounded-cache.js';
import {findComponents} from '../../store/select.js';
import type {Component, Snapshot} from '../../model/types.js';

/** The components that an element's attribute `component` asks for. */
export interface ComponentSelection {
  /** The ids or names that it lists; empty for everything. */
  readonly names: readonly string[];
  /** The components of those names. */
  readonly components: readonly Component[];
  /** The names that the feed does not know. */
  readonly unknownNames: readonly string[];
}

/** Stands for the snapshot of a feed that has sent none yet. */
const beforeFirstSnapshot = {};

/** Elements that ask the same of a snapshot share one answer. */
const selections = new WeakMap<object, Map<string, ComponentSelection>>();

/** Finds the components that an attribute like `component="Payments, API"` lists. */
export function selectComponents(
  snapshot: Snapshot | undefined,
  attribute: string | undefined,
): ComponentSelection {
  const scope = snapshot ?? beforeFirstSnapshot;
  const known = selections.get(scope) ?? new Map<string, ComponentSelection>();
  selections.set(scope, known);
  const names = attribute ?? '';
  return getOrCreate(known, names, () => resolve(snapshot, names));
}

function resolve(snapshot: Snapshot | undefined, attribute: string): ComponentSelection {
  const names = parseNames(attribute);
  const found = names.map((name) => ({name, components: findComponents(snapshot, [name])}));
  return {
    names,
    components: [...new Set(found.flatMap(({components}) => components))],
    unknownNames: found.filter(({components}) => components.length === 0).map(({name}) => name),
  };
}
