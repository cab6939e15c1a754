import {worst} from '../model/levels.js';
import type {Level} from '../model/types.js';
import type {Translation} from './adapter.js';
import {rollUp} from './roll-up.js';

/**
 * The level of a page of monitors, which are either up or down. While others answer, a monitor that
 * does not is a part of the page. The vendors' own pages say so too.
 */
export function monitorsLevel(page: Translation): Level {
  const {components = [], incidents = [], scheduled_maintenances: maintenances = []} = page;
  const monitors = components.filter(({group}) => !group);
  const down = monitors.filter(({ext}) => ext.level === 'major');
  return down.length === 0 || down.length === monitors.length
    ? rollUp(page)
    : worst(['partial', rollUp({incidents, scheduled_maintenances: maintenances})])!;
}
