import {worst} from 'outage-widgets/core.js';
import type {Component, ComponentStatus, Impact, Indicator, Level} from '../document.js';

/**
 * The Statuspage status nearest to a level. A level without an equal never becomes `operational`: a
 * reader that knows only the Statuspage words must not show green.
 */
const statuses: Readonly<Record<Level, ComponentStatus>> = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  notice: 'degraded_performance',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  major: 'major_outage',
  unknown: 'degraded_performance',
};

const indicators: Readonly<Record<Level, Indicator>> = {
  operational: 'none',
  maintenance: 'maintenance',
  notice: 'minor',
  degraded: 'minor',
  partial: 'major',
  major: 'critical',
  unknown: 'minor',
};

const ofStatus: Readonly<Record<ComponentStatus, Level>> = {
  operational: 'operational',
  under_maintenance: 'maintenance',
  degraded_performance: 'degraded',
  partial_outage: 'partial',
  major_outage: 'major',
};

const ofIndicator: Readonly<Record<Indicator, Level>> = {
  none: 'operational',
  maintenance: 'maintenance',
  minor: 'degraded',
  major: 'partial',
  critical: 'major',
};

export function indicatorOf(level: Level): Indicator {
  return indicators[level];
}

export function levelOfIndicator(indicator: Indicator): Level {
  return ofIndicator[indicator];
}

export function levelOfStatus(status: ComponentStatus): Level {
  return ofStatus[status];
}

/** The impact `none` stands for a notice: an incident without impact is still news. */
export function impactOf(level: Level): Impact {
  return level === 'notice' ? 'none' : indicatorOf(level);
}

/** The level for `ext`, if the Statuspage word says less than the level. */
export function finerLevel(level: Level): {readonly level?: Level} {
  return level === 'notice' || level === 'unknown' ? {level} : {};
}

/** Sets the level of a component, as `status` and, where needed, as `ext.level`. */
export function withLevel(component: Component, level: Level): Component {
  const {level: _level, ...rest} = component.ext ?? {};
  const ext = {...rest, ...finerLevel(level)};
  const {ext: _ext, ...plain} = component;
  return {...plain, status: statuses[level], ...(Object.keys(ext).length > 0 && {ext})};
}

/** The worst level. Known trouble counts more than `unknown`, and `unknown` more than well. */
export function worstLevel(levels: readonly Level[]): Level {
  return worst(levels) ?? 'operational';
}
