// @ts-check
// What a reader must hold after what was delivered to it in full: PROTOCOL.md, section 3, restated without a look at
// the source. All times are the reader's wall clock, epoch ms.
import {createWatch} from './invariants.mjs';

const LISTS = {
  incident: 'incidents',
  component: 'components',
  maintenance: 'scheduled_maintenances',
};
const LEVELS = {
  operational: 'operational',
  degraded_performance: 'degraded',
  partial_outage: 'partial',
  major_outage: 'major',
  none: 'operational',
  minor: 'degraded',
  major: 'partial',
  critical: 'major',
};
const ORDER = ['operational', 'degraded', 'partial', 'major'];
/** @param {string} word @returns {string} */
const levelOf = (word) => LEVELS[/** @type {keyof typeof LEVELS} */ (word)];

/**
 * @typedef {object} Belief what one reader holds
 * @property {any} held the last valid document
 * @property {number} asOf
 * @property {number} provenAt
 * @property {ReturnType<typeof createWatch>} watch
 */

/** @param {any} held @param {string} event @param {any} data @returns {'ignored' | 'same' | 'next' | 'gap'} */
function place(held, event, data) {
  if (!held) return event === 'snapshot' ? 'next' : 'gap';
  const step = data.ext.rev - held.ext.rev;
  if (data.ext.epoch !== held.ext.epoch) {
    if (event !== 'snapshot') return 'gap';
    return Date.parse(data.ext.generated_at) < Date.parse(held.ext.generated_at)
      ? 'ignored'
      : 'next';
  }
  if (step < 0) return 'ignored';
  if (step === 0) return event === 'snapshot' || event === 'beat' ? 'same' : 'ignored';
  if (event === 'snapshot') return 'next';
  return step === 1 && event !== 'beat' ? 'next' : 'gap';
}

/** @param {any} held @param {string} event @param {any} data */
function apply(held, event, data) {
  if (event === 'snapshot') return structuredClone(data);
  const next = {...held, status: data.status ?? held.status, ext: {...held.ext, ...data.ext}};
  const type = event === 'remove' ? data.type : event;
  const list = LISTS[/** @type {keyof typeof LISTS} */ (type)];
  if (!list) return next;
  const id = event === 'remove' ? data.id : data[type].id;
  const others = held[list].filter((/** @type {any} */ item) => item.id !== id);
  next[list] = event === 'remove' ? others : [...others, structuredClone(data[type])];
  return next;
}

/** Ms by which clocks are corrected now and then. */
const SLACK = 10_000;

/** Green may be shown: there was a proof not long ago. One from the future means that a clock was set back. @param {Belief} belief @param {number} now */
const isFresh = ({held, provenAt}, now) =>
  held !== undefined &&
  now - provenAt > -SLACK &&
  now - provenAt < held.ext.max_stale_seconds * 1000;

/** What the screen has to show at a moment. @param {Belief} belief @param {number} now */
function expected(belief, now) {
  const {held} = belief;
  if (!held) return {levels: {}, titles: /** @type {string[]} */ ([]), trouble: false};
  const shown = (/** @type {string} */ level) =>
    level === 'operational' && !isFresh(belief, now) ? 'unknown' : level;
  const open = held.incidents.filter((/** @type {any} */ {status}) => status !== 'resolved');
  const parts = held.components.map((/** @type {any} */ {id, status}) => [id, levelOf(status)]);
  const said = levelOf(held.status.indicator);
  const troubles = [
    ...open.map((/** @type {any} */ {impact}) => levelOf(impact)),
    ...parts.map((/** @type {any} */ [, level]) => level),
  ];
  const worst = ORDER[Math.max(0, ...troubles.map((level) => ORDER.indexOf(level)))] ?? '';
  const page = said === 'operational' ? worst : said;
  const bodies = (/** @type {string} */ id) =>
    open
      .filter((/** @type {any} */ {components}) => components[0].id === id)
      .map((/** @type {any} */ incident) => incident.incident_updates[0].body);
  return {
    levels: {
      page: shown(page),
      ...Object.fromEntries(
        parts.map((/** @type {[string, string]} */ [id, level]) => [id, shown(level)]),
      ),
    },
    /** Of every open incident. */
    titles: /** @type {string[]} */ (open.map((/** @type {any} */ {name}) => name)),
    trouble: page !== 'operational',
    /** For each component what a notice may tell of it. */
    words: Object.fromEntries(held.components.map((/** @type {any} */ {id}) => [id, bodies(id)])),
  };
}

export function createOracle() {
  /** More than one while it cannot be known from outside whether something was taken in. */
  let beliefs = [
    /** @type {Belief} */ ({
      held: undefined,
      asOf: -Infinity,
      provenAt: -Infinity,
      watch: createWatch(),
    }),
  ];
  /** Those that differ. @param {Belief[]} all */
  const distinct = (all) => {
    const seen = new Map();
    for (const belief of all) {
      const key = JSON.stringify([belief.held, belief.asOf, belief.provenAt]);
      if (!seen.has(key)) seen.set(key, belief);
    }
    return [...seen.values()];
  };

  return {
    /**
     * Something arrived whole.
     * @param {string} event `snapshot` for a document @param {any} data
     * @param {object} times
     * @param {number} times.now
     * @param {number} times.age how long a cache says that it kept the copy. `Age` is an interval
     *   (RFC 9111, section 5.1), so it holds whatever the clocks say: a copy of 20 minutes proves
     *   nothing of the last 20 minutes.
     * @param {number} times.offset the server's clock minus the reader's, as its headers told it
     * @returns whether it may have proved that the feed lives; `doubt` is for readers who hang up at
     *   once: nobody knows whether they had listened
     */
    deliver(event, data, {now, age, offset}) {
      const before = beliefs;
      const generated = Date.parse(data.ext.generated_at);
      beliefs = distinct(
        beliefs.map((belief) => {
          const where = place(belief.held, event, data);
          const held = where === 'next' ? apply(belief.held, event, data) : belief.held;
          // A cache repeats itself: only what is newer proves that the feed lives.
          if (where !== 'next' && !(where === 'same' && generated > belief.asOf)) return belief;
          const provenAt = Math.min(now - age, generated - offset);
          return {...belief, held, asOf: generated, provenAt};
        }),
      );
      const doubt = () => {
        const doubted = before.map((belief) => ({...belief, watch: createWatch()}));
        beliefs = distinct([...beliefs, ...doubted]);
      };
      const proved = beliefs.some((belief) => !before.includes(belief) && isFresh(belief, now));
      return {proved, doubt};
    },
    /**
     * Complaints about a screen; what explains it is believed from then on.
     * @param {import('./invariants.mjs').Screen} screen @param {number} now @param {number} awake
     */
    look(screen, now, awake) {
      const looks = beliefs.map((belief) => ({
        belief,
        complaints: belief.watch.look(screen, expected(belief, now), awake),
      }));
      const right = looks.filter(({complaints}) => complaints.length === 0);
      if (right.length > 0) beliefs = right.map(({belief}) => belief);
      return right.length > 0 ? [] : (looks[0]?.complaints ?? []);
    },
    /** What may be held now, for the trace. @param {number} now */
    describe: (now) =>
      beliefs
        .map((belief) => {
          const {held, provenAt} = belief;
          const seconds = Math.round((now - provenAt) / 1000);
          const how = isFresh(belief, now) ? 'fresh' : 'stale';
          return held
            ? `held ${held.ext.epoch}:${held.ext.rev}, proven ${seconds} s ago, ${how}`
            : 'nothing held';
        })
        .join(' or '),
    /** Nobody looks. */
    rest() {
      for (const {watch} of beliefs) watch.rest();
    },
    /** The reader knows the newest, and knows that it is new. @param {{epoch: string, rev: number}} newest @param {number} now */
    isCurrent: ({epoch, rev}, now) =>
      beliefs.some(
        (belief) =>
          belief.held?.ext.epoch === epoch && belief.held.ext.rev === rev && isFresh(belief, now),
      ),
  };
}
