import type {Display, Level, Phase, RemoveTarget} from '../wire/types.js';

/** Statuspage's component words, incident.io's `full_outage`, and the empty string its OpenAPI file allows. */
export const COMPONENT_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['operational', 'operational'],
  ['', 'operational'],
  ['under_maintenance', 'maintenance'],
  ['degraded_performance', 'degraded'],
  ['partial_outage', 'partial'],
  ['major_outage', 'major'],
  ['full_outage', 'major'],
]);

/** Impact of an incident. An open incident without impact is still news. */
export const IMPACT_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['none', 'notice'],
  ['maintenance', 'maintenance'],
  ['minor', 'degraded'],
  ['major', 'partial'],
  ['critical', 'major'],
]);

/** A page's roll-up: the same words, but `none` means well. */
export const INDICATOR_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...IMPACT_LEVELS,
  ['none', 'operational'],
]);

/** The words of our own scale, in `ext.level`. */
export const OWN_LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['operational', 'operational'],
  ['maintenance', 'maintenance'],
  ['notice', 'notice'],
  ['degraded', 'degraded'],
  ['partial', 'partial'],
  ['major', 'major'],
  ['unknown', 'unknown'],
]);

/** A postmortem comes after the end: it counts as resolved. */
export const INCIDENT_PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([
  ['investigating', 'investigating'],
  ['identified', 'identified'],
  ['monitoring', 'monitoring'],
  ['resolved', 'resolved'],
  ['postmortem', 'resolved'],
]);

/** Statuspage's words and incident.io's longer ones. */
export const MAINTENANCE_PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([
  ['scheduled', 'scheduled'],
  ['in_progress', 'in_progress'],
  ['verifying', 'verifying'],
  ['completed', 'completed'],
  ['maintenance_scheduled', 'scheduled'],
  ['maintenance_in_progress', 'in_progress'],
  ['maintenance_complete', 'completed'],
  ['resolved', 'completed'],
]);

export const DISPLAYS: ReadonlyMap<string, Display> = new Map<string, Display>([
  ['banner', 'banner'],
  ['inline', 'inline'],
  ['indicator', 'indicator'],
  ['none', 'none'],
]);

export const BODY_FORMATS: ReadonlyMap<string, 'text' | 'markdown' | 'html'> = new Map([
  ['text', 'text'],
  ['markdown', 'markdown'],
  ['html', 'html'],
] as const);

export const CONFIDENCES: ReadonlyMap<string, 'low' | 'medium' | 'high'> = new Map([
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
] as const);

export const REMOVE_TARGETS: ReadonlyMap<string, RemoveTarget> = new Map<string, RemoveTarget>([
  ['incident', 'incident'],
  ['maintenance', 'maintenance'],
  ['component', 'component'],
]);
