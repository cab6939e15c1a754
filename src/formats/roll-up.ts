import {isOver} from '../model/is-over.js';
import {worst} from '../model/levels.js';
import type {Level, Phase} from '../model/types.js';
import type {Translation} from './adapter.js';

const RUNNING: readonly Phase[] = ['in_progress', 'verifying'];

/**
 * The level of a page whose format has none: the worst of its components, its open incidents and
 * the work under way. Without any of them nothing says that all is well, and `empty` is the level.
 */
export function rollUp(
  {components = [], incidents = [], scheduled_maintenances: maintenances = []}: Translation,
  empty: Level = 'unknown',
): Level {
  const levels = [
    ...components.map(({ext}) => ext.level),
    ...incidents.filter(({status}) => !isOver(status)).map(({ext}) => ext?.level ?? 'unknown'),
    ...maintenances
      .filter(({status}) => RUNNING.includes(status))
      .map(() => 'maintenance' as const),
  ];
  return worst(levels) ?? empty;
}
