import type {Display, Level, ListName, Phase} from '../../model/types.js';
import type {BodyFormat} from '../../parsing/plain-text.js';
import {table} from '../vocabulary.js';

/**
 * The levels of components: Statuspage's words, incident.io's `full_outage`, the empty string that
 * Statuspage's OpenAPI file allows, and the short words that careless look-alikes write.
 */
export const COMPONENT_LEVELS = table<Level>({
  '': 'operational',
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
 * write a component's word here. An empty roll-up says nothing of the page.
 */
export const INDICATOR_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...COMPONENT_LEVELS,
  ...IMPACT_LEVELS,
  ['', 'unknown'],
  ['none', 'operational'],
]);

/** The words of our own scale, in `ext.level`. */
export const OWN_LEVELS = sameWords<Level>([
  'operational',
  'maintenance',
  'notice',
  'degraded',
  'partial',
  'major',
  'unknown',
]);

/**
 * Statuspage's words for incidents and planned work. They are one table, because some pages list
 * planned work among the incidents. A postmortem comes after the end: it counts as resolved.
 */
export const PHASES: ReadonlyMap<string, Phase> = new Map([
  ...sameWords<Phase>([
    'investigating',
    'identified',
    'monitoring',
    'resolved',
    'scheduled',
    'in_progress',
    'verifying',
    'completed',
  ]),
  ['postmortem', 'resolved'],
]);

export const DISPLAYS = sameWords<Display>(['banner', 'inline', 'indicator', 'none']);

export const BODY_FORMATS = sameWords<BodyFormat>(['text', 'markdown', 'html']);

/** The lists that the stream's `remove` and upsert events name. */
export const LISTS = table<ListName>({
  component: 'components',
  incident: 'incidents',
  maintenance: 'maintenances',
});

/** Words that are the model's own. */
function sameWords<T extends string>(words: readonly T[]): ReadonlyMap<string, T> {
  return new Map(words.map((word) => [word, word]));
}
