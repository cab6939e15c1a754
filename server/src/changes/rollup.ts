import {isOver, isRunning} from '../document.js';
import type {ComponentStatus, FeedDocument, Indicator, PageStatus} from '../document.js';

const fromBestToWorst: readonly Indicator[] = ['none', 'maintenance', 'minor', 'major', 'critical'];

const ofComponent: Readonly<Record<ComponentStatus, Indicator>> = {
  operational: 'none',
  under_maintenance: 'maintenance',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};

const descriptions: Readonly<Record<Indicator, string>> = {
  none: 'All systems operational',
  maintenance: 'Service under maintenance',
  minor: 'Partially degraded service',
  major: 'Partial system outage',
  critical: 'Major system outage',
};

/**
 * This publisher's own summary of its page: the worst of open incidents, running maintenances and
 * components. (A reader never does this, PROTOCOL.md, section 1.1.)
 */
export function rollUp(document: FeedDocument): PageStatus {
  const indicators: readonly Indicator[] = [
    ...document.incidents.filter((incident) => !isOver(incident)).map(({impact}) => impact),
    ...document.scheduled_maintenances.filter(isRunning).map(() => 'maintenance' as const),
    ...document.components.map(({status}) => ofComponent[status]),
  ];
  const worst = Math.max(0, ...indicators.map((indicator) => fromBestToWorst.indexOf(indicator)));
  const indicator = fromBestToWorst[worst] ?? 'none';
  return {indicator, description: descriptions[indicator]};
}
