// @ts-check
// How long a reader may wait for each thing that it asked for.
import {isStream, isStreamed} from './judge.mjs';
import {RULES} from './rules.mjs';

/** @typedef {import('./page.mjs').Visit} Visit */

/** Whether it is later than a watchdog may bark. @param {number} awake @param {number} since @param {number} limit */
export const isOverdue = (awake, since, limit) => awake - since > limit + RULES.leeway;

/**
 * @typedef {object} Known
 * @property {number} awake
 * @property {() => number} wall the reader's clock
 * @property {number} maxStale
 * @property {ReadonlyMap<number, number>} begun the reader's clock when a visit began, by its id
 * @property {ReadonlySet<number>} beside visits that are a look at the document beside a stream
 * @property {ReadonlyMap<number, number>} proofs when a stream last proved that its feed lives,
 *   awake ms, by the serial of its call
 * @property {number} leaptAt when time leapt last, awake ms
 * @property {number} hiddenAt since when nobody looks at the page, awake ms
 */

/**
 * What should have ended by now, and why.
 * @param {readonly Visit[]} visits @param {Known} known
 * @returns {[Visit, string][]}
 */
export function overdueVisits(visits, known) {
  const live = visits.filter(({aborted}) => !aborted);
  return live.flatMap((visit) =>
    reasons(visit, known).map((reason) => /** @type {[Visit, string]} */ ([visit, reason])),
  );
}

/** @param {Visit} visit @param {Known} known @returns {string[]} */
function reasons(visit, known) {
  const {awake, beside, hiddenAt} = known;
  const {id, at, open, headAt = at, bytes} = visit;
  const overdue = (/** @type {number} */ since, /** @type {number} */ limit) =>
    isOverdue(awake, since, limit);
  if (overdue(hiddenAt, RULES.rest)) return ['is open, and nobody looks'];
  if (!open) {
    const limit = RULES.headers + (beside.has(id) ? RULES.document : 0);
    return overdue(at, limit) ? ['still waits for headers'] : [];
  }
  if (beside.has(id) || !(isStream(visit) || isStreamed(visit))) {
    return overdue(headAt, RULES.document) ? ['still waits for its document'] : [];
  }
  if (bytes === 0) return overdue(headAt, RULES.firstByte) ? ['still waits for a first byte'] : [];
  return streamReasons(visit, known);
}

/** @param {Visit} visit @param {Known} known @returns {string[]} */
function streamReasons(
  {id, at, headAt = at, activeAt, serial = -1},
  {awake, wall, maxStale, begun, proofs, leaptAt},
) {
  const found = [];
  if (isOverdue(awake, activeAt, RULES.silence)) found.push('is silent, and still trusted');
  // A reader judges what a stream brings when it brings something.
  const patience = RULES.starvedShare * maxStale + RULES.heartbeat;
  if (isOverdue(activeAt, proofs.get(serial) ?? headAt, patience)) {
    found.push('brings heartbeats without news, and is still trusted');
  }
  // How old it was at its last byte, by a clock that did not leap since.
  const age = wall() - (begun.get(id) ?? 0) - (awake - activeAt);
  if (activeAt > leaptAt && age > RULES.latestRenewal + RULES.heartbeat) {
    found.push('is old, and was not renewed');
  }
  if (activeAt > leaptAt && age < 0) found.push('began later than its clock says, and goes on');
  return found;
}
