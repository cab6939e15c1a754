import type {BodyFormat} from '../../parsing/plain-text.js';
import type {Display, Level, ListName, Phase} from '../../model/types.js';

function table<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words));
}

/** Words that mean themselves, separated by blanks. */
function same<T extends string>(words: string): ReadonlyMap<string, T> {
  return new Map(words.split(' ').map((word) => [word, word as T]));
}

/** Statuspage's component words, incident.io's `full_outage`, Hund's, and the empty string Statuspage's OpenAPI file allows. */
export const COMPONENT_LEVELS = table<Level>({
  '': 'operational',
  operational: 'operational',
  under_maintenance: 'maintenance',
  degraded_performance: 'degraded',
  degraded: 'degraded',
  maintenance: 'maintenance',
  outage: 'major',
  partial_outage: 'partial',
  major_outage: 'major',
  full_outage: 'major',
});

/** Impact of an incident. An open incident without impact is still news. */
export const IMPACT_LEVELS = table<Level>({
  none: 'notice',
  maintenance: 'maintenance',
  minor: 'degraded',
  major: 'partial',
  critical: 'major',
});

/** A page's roll-up: the same words, but `none` means well; Hund has those of its components. */
export const INDICATOR_LEVELS: ReadonlyMap<string, Level> = new Map([
  ...COMPONENT_LEVELS,
  ...IMPACT_LEVELS,
  ['', 'unknown'],
  ['none', 'operational'],
]);

/** The words of our own scale, in `ext.level`. */
export const OWN_LEVELS = same<Level>(
  'operational maintenance notice degraded partial major unknown',
);

/**
 * Statuspage's words for incidents and planned work. One list, because some pages
 * list planned work among the incidents. A postmortem comes after the end: it counts as resolved.
 */
export const PHASES: ReadonlyMap<string, Phase> = new Map([
  ...same<Phase>(
    'investigating identified monitoring resolved scheduled in_progress verifying completed',
  ),
  ['postmortem', 'resolved'],
]);

export const DISPLAYS = same<Display>('banner inline indicator none');

export const BODY_FORMATS = same<BodyFormat>('text markdown html');

/** What the stream's `remove` and upsert events are about. */
export const LISTS = table<ListName>({
  component: 'components',
  incident: 'incidents',
  maintenance: 'maintenances',
});
