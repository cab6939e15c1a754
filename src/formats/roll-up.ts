import {worst} from '../model/levels.js';
import type {Level} from '../model/types.js';
import type {Translation} from './adapter.js';

const OVER: readonly string[] = ['resolved', 'completed'];
const RUNNING: readonly string[] = ['in_progress', 'verifying'];

/**
 * A page's level where its format has none: the worst of its components, its open incidents and the work under way.
 * Where there is none of them nobody has said that all is well: `empty`.
 */
export function rollUp(
  {components = [], incidents = [], scheduled_maintenances: maintenances = []}: Translation,
  empty: Level = 'unknown',
): Level {
  const levels = [
    ...components.map(({ext}) => ext.level),
    ...incidents
      .filter(({status}) => !OVER.includes(status))
      .map(({ext}) => ext?.level ?? 'unknown'),
    ...maintenances
      .filter(({status}) => RUNNING.includes(status))
      .map(() => 'maintenance' as const),
  ];
  return worst(levels) ?? empty;
}
