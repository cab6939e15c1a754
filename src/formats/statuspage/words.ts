import {LEVELS} from '../../model/levels.js';
import type {BodyFormat} from '../../model/rich-text.js';
import type {DataSafety, Display, Level} from '../../model/types.js';
import {table} from '../vocabulary.js';

/**
 * States of components and pages: Statuspage's words, incident.io's `full_outage`, and the short
 * words of Hund and of careless look-alikes.
 */
export const STATE_LEVELS = table<Level>({
  operational: 'operational',
  under_maintenance: 'maintenance',
  maintenance: 'maintenance',
  degraded_performance: 'degraded',
  degraded: 'degraded',
  partial_outage: 'partial',
  major_outage: 'major',
  full_outage: 'major',
  outage: 'major',
});

/** Statuspage's OpenAPI file allows the empty string for a component that works. */
export const COMPONENT_LEVELS = new Map([...STATE_LEVELS, ['', 'operational' as const]]);

/** The impact of an incident. An open incident without impact is still news. */
export const IMPACT_LEVELS = table<Level>({
  none: 'notice',
  maintenance: 'maintenance',
  minor: 'degraded',
  major: 'partial',
  critical: 'major',
});

/**
 * A page's roll-up. It has the words of an impact, but `none` means that all is well. Look-alikes
 * write a component's word here.
 */
export const INDICATOR_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...STATE_LEVELS,
  ...IMPACT_LEVELS,
  ['none', 'operational'],
]);

/** The words of our own scale, in `ext.level`. */
export const OWN_LEVELS = sameWords<Level>([...LEVELS, 'unknown']);

export const DISPLAYS = sameWords<Display>(['banner', 'inline', 'indicator', 'none']);

export const DATA_SAFETIES = sameWords<DataSafety>(['safe', 'delayed', 'lost', 'unknown']);

export const BODY_FORMATS = sameWords<BodyFormat>(['text', 'markdown', 'html']);

/** Words that are the model's own. */
function sameWords<T extends string>(words: readonly T[]): ReadonlyMap<string, T> {
  return new Map(words.map((word) => [word, word]));
}
