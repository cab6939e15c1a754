// @ts-check
// How often a reader may come and how long it may wait. `rules.mjs` restates the figures, and
// `judge.mjs` says what an answer means.
import {isOverdue, overdueVisits} from './deadlines.mjs';
import {isStream, judge} from './judge.mjs';
import {MINUTE, RULES, SECOND} from './rules.mjs';

/**
 * @param {object} options
 * @param {() => number} options.now true time
 * @param {() => number} options.wall the reader's clock
 * @param {number} options.maxStale
 * @param {string} options.home the origin of the feed itself; all others are mirrors
 * @param {(url: string) => string} options.nameOf
 */
export function createEnvelope({now, wall, maxStale, home, nameOf}) {
  /** @type {Map<number, {asked?: number, valid?: boolean}>} by the serial of a call */
  const facts = new Map();
  /**
   * Until when a host is not asked, true time. `firm`: by its own word, which somebody who comes
   * back does not change. `wrong`: useless answers in a row, by each host's own count, because a
   * mirror pays for no other one's answers. `narrow`: only the question for a document is closed.
   *
   * @type {Map<string, {at: number, why: string, firm: boolean, wrong: number, narrow?: boolean}>}
   */
  const notBefore = new Map();
  /** @type {Set<number>} visits that are not the only one: a look at the document beside a stream */
  const beside = new Set();
  /** @type {Map<number, number>} the reader's clock when a visit began, by its id */
  const begun = new Map();
  /** @type {Map<number, number>} when a stream last proved that its feed lives, awake ms */
  const proofs = new Map();
  /** @type {number[]} */
  let attempts = [];
  /**
   * Failures in a row at each origin: the readers of one host are not those of another, so its
   * waves count by themselves.
   *
   * @type {Map<string, number>}
   */
  const failures = new Map();
  /** When somebody came back or a clock leapt, awake ms: an attempt soon after needs no other reason. */
  let wokenAt = 0;
  /** When time leapt last, awake ms. */
  let leaptAt = -Infinity;
  /** Since when nobody looks at the page, awake ms. */
  let hiddenAt = Infinity;
  let last = {
    origin: '',
    at: -Infinity,
    wall: wall(),
    awake: 0,
    patience: RULES.longestRetry,
    planned: false,
  };
  /** With one host: since when by the reader's clock, and what it gave to an open question. */
  let stay = {origin: home, since: wall(), gives: ''};
  /** How the last open question was answered: with a refusal, or so that it may count as one. */
  let closed = {surely: false, perhaps: false};
  /** Hosts that refused a document that was asked for alone, and gave nothing since. */
  const withoutDocument = new Set();
  let patientSince = 0;
  /** @type {string[]} */
  let complaints = [];

  /** @param {import('./page.mjs').Visit} visit @param {boolean} streaming */
  function begin(visit, streaming) {
    const {origin} = new URL(visit.url);
    const at = now();
    const woken = visit.at - wokenAt <= RULES.leeway;
    begun.set(visit.id, wall());
    if (streaming) beside.add(visit.id);
    else if (origin !== stay.origin) {
      stay = {origin, since: last.wall, gives: ''};
      // What one host refused, another one may give.
      closed = {surely: false, perhaps: false};
    }
    if (!isStream(visit) && visit.url.includes('?')) {
      complaints.push(`${nameOf(visit.url)} is no address of a document`);
    }
    if (!isStream(visit) && !streaming && withoutDocument.has(origin)) {
      complaints.push(`${nameOf(visit.url)} is asked again for a document alone`);
    }
    const bar = notBefore.get(origin);
    const opened = bar?.narrow && isStream(visit);
    if (bar && !opened && at < bar.at - 1 && (bar.firm || !(woken || streaming))) {
      complaints.push(
        `${nameOf(visit.url)} again ${Math.round((bar.at - at) / 1000)} s early: ${bar.why}`,
      );
    }
    // The first retry comes soon: after the first failure here, or at a host that failed never.
    const free = origin === last.origin ? 1 : 0;
    const failed = failures.get(origin) ?? 0;
    if (!woken && !streaming && !last.planned && failed > free) {
      const gap = at - last.at;
      if (gap < RULES.laterRetry - 1) complaints.push(`retry ${failed} after ${gap} ms`);
    }
    if (!woken) attempts.push(at);
    attempts = attempts.filter((time) => time > at - 10 * MINUTE);
    if (attempts.length > RULES.perTenMinutes) {
      complaints.push(`${attempts.length} attempts in ten minutes`);
    }
    if (!streaming) wokenAt = -Infinity;
  }

  /** @param {import('./page.mjs').Visit} visit */
  function end(visit) {
    const {origin} = new URL(visit.url);
    const {asked = 0, valid = true} = facts.get(visit.serial ?? -1) ?? {};
    facts.delete(visit.serial ?? -1);
    proofs.delete(visit.serial ?? -1);
    const {headAt = 0, activeAt, at, endAt = 0} = visit;
    const {streamed, elsewhere, given, document, wrong, denied} = judge(visit, valid);
    const age = wall() - (begun.get(visit.id) ?? 0);
    begun.delete(visit.id);
    const bar = notBefore.get(origin);
    const wrongs = wrong ? (bar?.wrong ?? 0) + 1 : 0;
    // By the reader's clock, as it measures health: a machine that slept counts the time.
    const lived = streamed && age - (headAt - at) >= RULES.healthy;
    const refused =
      elsewhere ||
      // One wrong answer may be cut short; two in a row are what this host says. After a healthy
      // stream the count starts over.
      (wrongs > 1 && !lived) ||
      // A host that names the end of its refusal is asked again then (RFC 9110, section 10.2.3).
      (denied && !asked);
    const whole = document && visit.end === 'done';

    // A reader leaves a stream of its own accord at a byte: one that is old, one that began later
    // than its clock says it is (it no longer knows the server's clock, and believes nothing that
    // comes with that byte), or a mirror's, to go home.
    const stayed = origin !== home && wall() - stay.since >= RULES.mirrorStay;
    const leaves = age < 0 || age >= RULES.renewal || stayed;
    const left = streamed && visit.end === 'aborted' && leaves && endAt - activeAt <= 10 * SECOND;
    // What it does not believe may be a `bye`; a draining server answers the next attempt with a
    // 503 (PROTOCOL.md, section 4). The reader may wait as asked, and need not.
    const rest = left && age < 0 ? 0 : Math.min(RULES.asked, asked);
    // A feed may be nothing but a stream, and refuse a document alone in any way: the open question
    // is no second knock at a closed door. It is one where the open question was refused, and where
    // it was answered with a document.
    const narrowed = !isStream(visit) && stay.gives !== 'document';
    const narrow = refused && narrowed && !closed.surely;
    const why = rest > 0 ? `it asked for ${rest} ms` : `it refused (${visit.status} ${visit.type})`;
    const wait = rest > 0 ? rest : refused && !beside.has(visit.id) ? RULES.refused : 0;
    // What a host said beside a stream counts when the stream is over.
    const kept =
      bar?.firm && bar.at > now() + wait ? bar : {at: now() + wait, why, firm: rest > 0, narrow};
    notBefore.set(origin, {...kept, wrong: beside.has(visit.id) ? (bar?.wrong ?? 0) : wrongs});
    if (beside.delete(visit.id)) return;

    // A failure begins the stay anew, which is earlier by a clock that was set back.
    stay.since = Math.min(stay.since, wall());
    if (narrow && !closed.perhaps) withoutDocument.add(origin);
    else if (given) withoutDocument.delete(origin);
    if (isStream(visit)) closed = {surely: refused, perhaps: refused || wrong};
    if (given && (isStream(visit) || streamed) && stay.gives !== 'stream') {
      stay.gives = streamed ? 'stream' : 'document';
    }
    // One that ends because nobody looks any more says nothing of its host, however quiet it was:
    // docs/reliability.md promises no connection to a page hidden for a minute.
    const rested = visit.end === 'aborted' && endAt - hiddenAt >= RULES.rest - 1;
    const failed = (failures.get(origin) ?? 0) + (left || rested ? 0 : 1);
    failures.set(origin, whole || lived ? 0 : failed);
    const patience = Math.max(
      refused || wrong ? RULES.longestRefusal : whole ? RULES.longestPoll : RULES.longestRetry,
      asked > 0 ? 2 * Math.min(RULES.asked, asked) + RULES.leeway : 0,
    );
    last = {origin, at: now(), wall: wall(), awake: endAt, patience, planned: left};
  }

  return {
    /** What the server knows of a call and the page cannot tell. @param {number} serial @param {{asked?: number, valid?: boolean}} fact */
    know: (serial, fact) => void facts.set(serial, {...facts.get(serial), ...fact}),
    /** A message proved that the feed lives. @param {number} serial @param {number} awake */
    prove: (serial, awake) => void proofs.set(serial, awake),
    begin,
    end,
    /** Whether a visit is a look at the document beside a stream. @param {number} id */
    isBeside: (id) => beside.has(id),
    /** @param {boolean} visible @param {number} awake */
    look: (visible, awake) => void (hiddenAt = visible ? Infinity : awake),
    /** Somebody came back. @param {number} awake */
    wake: (awake) => void (wokenAt = awake),
    /** The laptop slept. @param {number} awake */
    sleep: (awake) => void (wokenAt = leaptAt = awake),
    /** The reader's clock was set: to it, that time has passed. @param {number} ms @param {number} awake */
    leap(ms, awake) {
      wokenAt = leaptAt = awake;
      for (const bar of notBefore.values()) bar.at -= Math.max(0, ms);
    },
    /** Nobody needs news before this moment. @param {number} awake */
    excuse: (awake) => void (patientSince = awake),
    /** Complaints since the last time. @param {readonly import('./page.mjs').Visit[]} visits @param {number} awake */
    check(visits, awake) {
      const known = {awake, wall, maxStale, begun, beside, proofs, leaptAt, hiddenAt};
      for (const [{url}, what] of overdueVisits(visits, known)) {
        complaints.push(`${nameOf(url)} ${what}`);
      }
      const idleSince = Math.max(last.awake, patientSince);
      if (visits.length === 0 && isOverdue(awake, idleSince, last.patience)) {
        complaints.push(`nothing was tried for ${Math.round((awake - last.awake) / 1000)} s`);
      }
      const result = complaints;
      complaints = [];
      return result;
    },
  };
}
