// @ts-check
// A model publisher: what is true, one `rev` per change, and what was true before.

export const COMPONENTS = ['payments', 'invoices', 'exports'];
const names = {payments: 'Payments', invoices: 'Invoices', exports: 'Exports'};
const statuses = {
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};
const impacts = /** @type {const} */ (['minor', 'major', 'critical']);

/** @typedef {{event: string, data: any}} Change what a stream says of it */

/** @param {{now: () => number, random: () => number, maxStaleSeconds: number}} options */
export function createPublisher({now, random, maxStaleSeconds}) {
  let epoch = 'first';
  let rev = 1;
  let count = 0;
  /** @type {any[]} */
  let incidents = [];
  const components = COMPONENTS.map((id) => ({
    id,
    name: names[/** @type {keyof typeof names} */ (id)],
    status: 'operational',
  }));
  /** @type {Change[]} of this epoch; the last one made `rev` */
  let changes = [];
  /** @type {any[]} documents as they once were */
  const past = [];
  const time = () => new Date(now()).toISOString();
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];

  const ext = () => ({epoch, rev, generated_at: time()});
  const status = () => {
    const worst = Math.max(-1, ...incidents.map(({impact}) => impacts.indexOf(impact)));
    return {indicator: impacts[worst] ?? 'none', description: 'In a word'};
  };
  const document = () => ({
    page: {id: 'acme', name: 'Acme', updated_at: time()},
    status: status(),
    components: structuredClone(components),
    incidents: structuredClone(incidents),
    scheduled_maintenances: [],
    ext: {schema: '1', ...ext(), max_stale_seconds: maxStaleSeconds},
  });
  const keep = () => {
    past.push(document());
    if (past.length > 12) past.shift();
  };
  /** @param {string} event @param {object} content @returns {Change} */
  const change = (event, content) => {
    rev++;
    const said = {event, data: structuredClone({ext: ext(), status: status(), ...content})};
    changes.push(said);
    return said;
  };
  /** @param {string} id */
  const component = (id) => {
    const item = /** @type {(typeof components)[number]} */ (components.find((c) => c.id === id));
    const suffered = incidents.filter(({components}) => components[0].id === id);
    const worst = Math.max(-1, ...suffered.map(({impact}) => impacts.indexOf(impact)));
    item.status = statuses[/** @type {keyof typeof statuses} */ (impacts[worst])] ?? 'operational';
    return change('component', {component: item});
  };
  const update = (/** @type {string} */ status) => ({
    id: `update-${++count}`,
    status,
    body: `Words ${String(count).padStart(4, '0')}.`,
    display_at: time(),
  });

  return {
    rev: () => rev,
    ext,
    document,
    /** Something that was true once; undefined before anything changed. */
    old: () => (past.length > 0 ? structuredClone(pick(past)) : undefined),
    /** What somebody missed who has this id; undefined if only a snapshot helps. @param {string} id */
    since(id) {
      const [theirs, number] = id.split(':');
      const missed = rev - Number(number);
      if (theirs !== epoch || !(missed >= 0 && missed <= changes.length)) return undefined;
      return changes.slice(changes.length - missed);
    },
    id: (/** @type {any} */ ext) => `${ext.epoch}:${ext.rev}`,
    /** Trouble begins, goes on or ends. @returns {Change[]} */
    develop() {
      keep();
      if (incidents.length === 0 || (incidents.length < 4 && random() < 0.4)) {
        const id = pick(COMPONENTS);
        const incident = {
          id: `incident-${++count}`,
          name: `Trouble ${String(count).padStart(4, '0')}`,
          status: 'investigating',
          impact: pick(impacts),
          created_at: time(),
          updated_at: time(),
          components: [{id, name: names[/** @type {keyof typeof names} */ (id)]}],
          incident_updates: [update('investigating')],
        };
        incidents = [...incidents, incident];
        return [change('incident', {incident}), component(id)];
      }
      const incident = pick(incidents);
      const {id} = incident.components[0];
      incident.updated_at = time();
      if (random() < 0.5) {
        incident.status = 'identified';
        incident.incident_updates = [update('identified')];
        return [change('incident', {incident})];
      }
      incidents = incidents.filter((other) => other !== incident);
      if (random() < 0.3)
        return [change('remove', {type: 'incident', id: incident.id}), component(id)];
      incident.status = 'resolved';
      return [change('incident', {incident}), component(id)];
    },
    /** A backup is restored: `rev` starts again, under another name. */
    restore() {
      keep();
      epoch = `epoch-${++count}`;
      rev = 1;
      changes = [];
    },
    /** All is well. @returns {Change[]} */
    heal() {
      keep();
      const removed = incidents.map(({id}) => id);
      incidents = [];
      return [
        ...removed.map((id) => change('remove', {type: 'incident', id})),
        ...COMPONENTS.map(component),
      ];
    },
  };
}
