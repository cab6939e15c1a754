import {worst} from 'outage-widgets/core.js';
import type {Component, ComponentStatus, Impact, Indicator, Level} from '../document.js';

/** The old word nearest to a level. What has none is never well: who reads only the old word is not misled. */
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

/** An incident with impact `none` is news all the same: a notice. */
export function impactOf(level: Level): Impact {
  return level === 'notice' ? 'none' : indicatorOf(level);
}

/** A level in `ext`, where the old word says less. */
export function finerLevel(level: Level): {readonly level?: Level} {
  return level === 'notice' || level === 'unknown' ? {level} : {};
}

/** A component with a level, in both words. */
export function withLevel(component: Component, level: Level): Component {
  const {level: _level, ...rest} = component.ext ?? {};
  const ext = {...rest, ...finerLevel(level)};
  const {ext: _ext, ...plain} = component;
  return {...plain, status: statuses[level], ...(Object.keys(ext).length > 0 && {ext})};
}

/** Trouble that is known outshouts what is not known, and that outshouts what is well. */
export function worstLevel(levels: readonly Level[]): Level {
  return worst(levels) ?? 'operational';
}
