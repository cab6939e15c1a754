// @ts-check
// What a reader must hold after what was delivered to it in full: PROTOCOL.md, section 3, restated without a look at
// the source. All times are the reader's wall clock, epoch ms.

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

export function createOracle() {
  /** @type {any} the last valid document */
  let held;
  let asOf = -Infinity;
  let provenAt = -Infinity;

  /** @param {string} event @param {any} data @returns {'ignored' | 'same' | 'next' | 'gap'} */
  function place(event, data) {
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

  /** @param {string} event @param {any} data */
  function apply(event, data) {
    if (event === 'snapshot') {
      held = structuredClone(data);
      return;
    }
    held = {...held, status: data.status ?? held.status, ext: {...held.ext, ...data.ext}};
    const type = event === 'remove' ? data.type : event;
    const list = LISTS[/** @type {keyof typeof LISTS} */ (type)];
    if (!list) return;
    const id = event === 'remove' ? data.id : data[type].id;
    const others = held[list].filter((/** @type {any} */ item) => item.id !== id);
    held[list] = event === 'remove' ? others : [...others, structuredClone(data[type])];
  }

  return {
    held: () => held,
    provenAt: () => provenAt,
    /** Forgets all: the page was loaded anew. */
    forget() {
      held = undefined;
      asOf = provenAt = -Infinity;
    },
    /**
     * Something arrived whole.
     * @param {string} event `snapshot` for a document @param {any} data
     * @param {number} at when @param {number} offset the server's clock minus the reader's, as its headers told it
     */
    deliver(event, data, at, offset) {
      const where = place(event, data);
      const generated = Date.parse(data.ext.generated_at);
      if (where === 'next') apply(event, data);
      // A cache repeats itself: only what is newer proves that the feed lives.
      if (where === 'next' || (where === 'same' && generated > asOf)) {
        asOf = generated;
        provenAt = Math.min(at, generated - offset);
      }
      return where;
    },
    /** Green may be shown: there was a proof not long ago. One from the future means that a clock was set back. @param {number} now */
    isFresh: (now) =>
      held !== undefined && Math.abs(now - provenAt) < held.ext.max_stale_seconds * 1000,
    /** What the screen has to show at a moment. @param {number} now */
    expected(now) {
      if (!held) return {levels: {}, titles: /** @type {string[]} */ ([]), trouble: false};
      const fresh = this.isFresh(now);
      const shown = (/** @type {string} */ level) =>
        level === 'operational' && !fresh ? 'unknown' : level;
      const open = held.incidents.filter((/** @type {any} */ {status}) => status !== 'resolved');
      const parts = held.components.map((/** @type {any} */ {id, status}) => [id, levelOf(status)]);
      const said = levelOf(held.status.indicator);
      const troubles = [
        ...open.map((/** @type {any} */ {impact}) => levelOf(impact)),
        ...parts.map((/** @type {any} */ [, level]) => level),
      ];
      const worst = ORDER[Math.max(0, ...troubles.map((level) => ORDER.indexOf(level)))] ?? '';
      const page = said === 'operational' ? worst : said;
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
        words: Object.fromEntries(
          held.components.map((/** @type {any} */ {id}) => [
            id,
            open
              .filter((/** @type {any} */ {components}) => components[0].id === id)
              .map((/** @type {any} */ incident) => incident.incident_updates[0].body),
          ]),
        ),
      };
    },
  };
}
