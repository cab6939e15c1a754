import {isOver} from '../../model/is-over.js';
import {isObject, parseId, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {Adapter, TranslatedReport, TranslatedUpdate} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {levelOf, table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const CONDITIONS = table<Level>({
  operational: 'operational',
  maintenance: 'maintenance',
  degraded: 'degraded',
  offline: 'major',
});

/** Severities are the customer's own words. These are the ones that every account starts with. */
const SEVERITIES = table<Level>({
  maintenance: 'maintenance',
  unset: 'degraded',
  sev4: 'degraded',
  sev3: 'degraded',
  sev2: 'partial',
  sev1: 'major',
});

const PHASES = table<Phase>({
  investigating: 'investigating',
  identified: 'identified',
  mitigated: 'monitoring',
  monitoring: 'monitoring',
  resolved: 'resolved',
  closed: 'resolved',
});
/** The phase of an incident is that of its furthest milestone. */
const MILESTONES = [...PHASES.keys()].reverse();
/** A note starts with `**Identified**` or `Resolved - `, perhaps after an arrow. */
const NOTE_PHASE = /^[^\p{L}]{0,9}(\p{L}+)(?:\*\*| -)/u;
/** The history has no end: this many ended incidents are passed on, the newest first. */
const MAX_ENDED = 20;

/**
 * FireHydrant, `/data/payload.json`. A component has no state but the condition that an open
 * incident gives it. The page's own text is the one it shows while no incident is open.
 */
export const fireHydrant: Adapter = {
  name: 'firehydrant',
  matches: (root) =>
    isObject(root) &&
    isObject(root['config']) &&
    isObject(root['conditions']) &&
    Array.isArray(root['incidents']),
  translate(value) {
    const root = toObject(value);
    const {companyName, title, operationalMessage: allWell} = toObject(root['config']);
    const words = new Map(Object.entries(toObject(root['conditions'])));
    const items = toObjects(root['incidents']);
    const open = items.filter((item) => !isOver(phaseOfIncident(item)));
    const ended = items
      .filter((item) => isOver(phaseOfIncident(item)))
      .sort((a, b) => (endOf(b) > endOf(a) ? 1 : -1))
      .slice(0, MAX_ENDED);
    const affected = worstOfEach(
      open
        .flatMap((item) => toObjects(item['components']))
        .map(({id, name, condition}) => ({
          id,
          name,
          ext: {level: levelOf(words.get(parseId(condition) ?? '') ?? condition, CONDITIONS)},
        })),
    );
    const stated = new Set(affected.map(({id}) => id));
    const components = [
      ...affected,
      ...toObjects(root['components'])
        .filter(({id}) => !stated.has(id))
        .map(({id, name}) => ({id, name, ext: {level: 'unknown' as const}})),
    ];
    const isQuiet = open.length === 0 && typeof allWell === 'string' && allWell !== '';
    const level = isQuiet
      ? 'operational'
      : rollUp({incidents: open.map(toReport), components: affected});
    const shown = [...open, ...ended];
    return {
      page: {name: companyName ?? title},
      status: {description: isQuiet ? allWell : '', ext: {level}},
      components,
      incidents: shown.filter((item) => !isWork(item)).map(toReport),
      scheduled_maintenances: shown.filter(isWork).map((item) => ({
        ...toReport(item),
        scheduled_for: toObject(item['timestamps'])['started'],
      })),
    };
  },
};

function isWork({severitySlug}: Json): boolean {
  return levelOf(severitySlug, SEVERITIES) === 'maintenance';
}

function endOf(item: Json): string {
  const {resolved, closed} = toObject(item['timestamps']);
  return isoTime(resolved) ?? isoTime(closed) ?? '';
}

function phaseOfIncident(item: Json): Phase {
  const times = toObject(item['timestamps']);
  return phaseOf(
    MILESTONES.find((name) => isoTime(times[name])),
    PHASES,
  );
}

function toReport(item: Json): TranslatedReport {
  const {started, detected} = toObject(item['timestamps']);
  return {
    id: item['id'],
    name: item['title'],
    status: phaseOfIncident(item),
    started_at: started ?? detected,
    resolved_at: endOf(item),
    components: toObjects(item['components']),
    incident_updates: toObjects(item['timeline']).flatMap(toUpdate),
    ext: {level: levelOf(item['severitySlug'], SEVERITIES), body_format: 'markdown'},
  };
}

/**
 * Reads the notes of the timeline, in both of their shapes. The other entries are milestones, which
 * have no text.
 */
function toUpdate({time, occurredAt, details}: Json): readonly TranslatedUpdate[] {
  const {note} = toObject(details);
  const body = isObject(note) ? note['note'] : note;
  if (typeof body !== 'string') return [];
  const status = parseWord(NOTE_PHASE.exec(body)?.[1], PHASES) ?? 'unknown';
  return [{status, body, display_at: isoTime(occurredAt) ?? time}];
}
