// @ts-check
// How often a reader may come and how long it may wait. Restated here, so that a constant changed by mistake in the
// source is noticed.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** In ms; each with its reason. */
export const RULES = {
  /** After a second failure in a row: the second wave of readers must not stack on the first. */
  laterRetry: 5 * SECOND,
  /** To a host whose answer will hardly change soon: 10 minutes, 20 % less. */
  refused: 8 * MINUTE,
  /** What a host may ask for at most: beyond it says "never", and nobody may silence a status for good. */
  asked: 10 * MINUTE,
  /** Each host's word counts until its time, whatever others of the same feed say meanwhile. */
  hostsAreRemembered: true,
  /** Attempts in any ten minutes, apart from those a reader caused by coming back: what one visitor may cost. */
  perTenMinutes: 30,

  /** From the request to headers, and from headers to the first byte. */
  headers: 15 * SECOND,
  firstByte: 10 * SECOND,
  /** Three lost heartbeats. */
  silence: 45 * SECOND,
  /** One whole document. */
  document: 25 * SECOND,
  /** A page that nobody looked at for so long ends its connection. */
  rest: MINUTE,
  /** A stream this old is renewed at the next byte: 60 minutes, 20 % less. */
  renewal: 48 * MINUTE,
  /** How late the watchdog may bark. */
  leeway: 15 * SECOND,

  /** Between two attempts at most: the longest retry, the longest poll, a refusal, each with its spread. */
  longestRetry: 2 * MINUTE + 5 * SECOND,
  longestRefusal: 12 * MINUTE + 5 * SECOND,
};

/** Below 500, and yet worth another try soon. */
const SOON = [408, 425, 429];
/** What is asked for is not to be had here. */
const NOT_TO_BE_HAD = [400, 404, 405, 406, 415];
const isStream = (/** @type {{accept: string}} */ {accept}) => accept.includes('event-stream');
/** Whatever a host has is taken: also a stream where a document was asked for. */
const isStreamed = (/** @type {{open: boolean, type?: string | null}} */ {open, type}) =>
  open && /^text\/event-stream/.test(type ?? '');

/**
 * @param {object} options
 * @param {() => number} options.now true time
 * @param {() => number} options.wall the reader's clock
 * @param {number} options.maxStale
 * @param {(url: string) => string} options.nameOf
 */
export function createEnvelope({now, wall, maxStale, nameOf}) {
  /** @type {Map<number, {asked?: number, valid?: boolean, gap?: boolean}>} by the serial of a call */
  const facts = new Map();
  /** @type {Map<string, {at: number, why: string, firm: boolean, odd: number, narrow?: boolean}>} per origin, true time */
  const notBefore = new Map();
  /** @type {Map<number, boolean>} visits that are not the only one: a look at the document beside a stream */
  const beside = new Map();
  /** @type {Map<number, number>} the reader's clock when a visit began, by its id */
  const begun = new Map();
  /** @type {Map<number, number>} when a stream last brought news rather than comments, awake ms */
  const news = new Map();
  /** @type {number[]} */
  let attempts = [];
  /**
   * Failures in a row at each origin: the readers of one host are not those of another, so its
   * waves count by themselves.
   *
   * @type {Map<string, number>}
   */
  const failures = new Map();
  let woken = true;
  /** Since when nobody looks at the page, awake ms. */
  let hiddenAt = Infinity;
  let last = {
    origin: '',
    at: -Infinity,
    awake: 0,
    patience: RULES.longestRetry,
    odd: false,
    planned: false,
  };
  let patientSince = 0;
  /** @type {string[]} */
  let complaints = [];

  /** @param {import('./page.mjs').Visit} visit @param {boolean} streaming */
  function begin(visit, streaming) {
    const {origin} = new URL(visit.url);
    const at = now();
    begun.set(visit.id, wall());
    if (streaming) beside.set(visit.id, true);
    if (!isStream(visit) && visit.url.includes('?')) {
      complaints.push(`${nameOf(visit.url)} is no address of a document`);
    }
    const bar = notBefore.get(origin);
    const opened = bar?.narrow && isStream(visit);
    if (bar && !opened && at < bar.at - 1 && (bar.firm || !(woken || streaming))) {
      complaints.push(
        `${nameOf(visit.url)} again ${Math.round((bar.at - at) / 1000)} s early: ${bar.why}`,
      );
    }
    const failed = failures.get(origin) ?? 0;
    if (!woken && !streaming && !last.planned && failed > 1 && origin === last.origin) {
      const gap = at - last.at;
      if (gap < RULES.laterRetry - 1) complaints.push(`retry ${failed} after ${gap} ms`);
    }
    if (!woken) attempts.push(at);
    attempts = attempts.filter((time) => time > at - 10 * MINUTE);
    if (attempts.length > RULES.perTenMinutes) {
      complaints.push(`${attempts.length} attempts in ten minutes`);
    }
    woken = false;
  }

  /** @param {import('./page.mjs').Visit} visit */
  function end(visit) {
    const {origin} = new URL(visit.url);
    const {asked = 0, valid = true, gap = false} = facts.get(visit.serial ?? -1) ?? {};
    facts.delete(visit.serial ?? -1);
    news.delete(visit.serial ?? -1);
    const bar = notBefore.get(origin);
    const {open, status = 0, type = '', answeredFrom, headAt = 0, activeAt, endAt = 0} = visit;
    const streamed = status === 200 && isStreamed(visit);
    const known = streamed || /json/.test(type ?? '');
    const elsewhere = open && answeredFrom && new URL(answeredFrom).origin !== origin;
    const odd = open && status === 200 && (!known || !valid) ? (bar?.odd ?? 0) + 1 : 0;
    const lived = streamed && endAt - headAt >= MINUTE;
    const refused =
      elsewhere ||
      // Twice in a row, by each host's own count: a mirror pays for no other one's answers.
      (odd > 1 && !lived) ||
      // A host that names the end of its refusal is asked again then (RFC 9110, section 10.2.3).
      (open && status !== 200 && status < 500 && !SOON.includes(status) && !asked);
    const good = open && status === 200 && known && valid && !elsewhere && !streamed;
    const whole = good && visit.end === 'done';

    // Whoever finds its clock before the start of its stream no longer knows the server's clock. It
    // leaves at the next byte and believes nothing that comes with it (docs/reliability.md: a clock
    // that jumps makes nothing green). A `bye` in that same piece crosses with its leaving, as one
    // on the wire would, and may be lost; a draining server answers the next attempt with a 503
    // (PROTOCOL.md, section 4). The reader may wait as asked, and need not.
    // The same goes for a stream that is old enough to be renewed, by a clock that may have leapt.
    const age = wall() - (begun.get(visit.id) ?? 0);
    const leaves = age < 0 || age >= RULES.renewal;
    const unheard = streamed && visit.end === 'aborted' && leaves;
    begun.delete(visit.id);
    // A feed may be nothing but a stream: where JSON alone is asked for and not to be had, the open
    // question is no second knock at a closed door.
    const narrow =
      open && !isStream(visit) && (NOT_TO_BE_HAD.includes(status) || (status === 200 && !known));
    const rest = Math.min(RULES.asked, asked);
    if (!RULES.hostsAreRemembered) notBefore.clear();
    if (rest > 0 && !unheard) {
      notBefore.set(origin, {at: now() + rest, why: `it asked for ${rest} ms`, firm: true, odd});
    } else if (!beside.get(visit.id)) {
      const at = refused ? now() + RULES.refused : 0;
      notBefore.set(origin, {at, why: `it refused (${status} ${type})`, firm: false, odd, narrow});
    }
    if (beside.delete(visit.id)) return;
    // A stream that lived counts as well, however it ended: some are cut on purpose, to go back to the first host.
    const well = whole || lived;
    // One that the reader ended without a reason from the server is renewed, or moves to a better host.
    const quiet = endAt - activeAt > 10 * SECOND;
    const unasked = !asked || unheard;
    const planned = streamed && visit.end === 'aborted' && valid && !gap && unasked && !quiet;
    // One that ends because nobody looks any more says nothing of its host, however quiet it was:
    // docs/reliability.md promises no connection to a page hidden for a minute.
    const rested = visit.end === 'aborted' && endAt - hiddenAt >= RULES.rest - 1;
    const failed = (failures.get(origin) ?? 0) + (planned || rested ? 0 : 1);
    failures.set(origin, well ? 0 : failed);
    const patience = Math.max(
      refused || odd > 0 ? RULES.longestRefusal : RULES.longestRetry,
      rest > 0 ? 2 * rest + RULES.leeway : 0,
    );
    last = {origin, at: now(), awake: endAt, patience, odd: odd > 0, planned};
  }

  return {
    /** What the server knows of a call and the page cannot tell. @param {number} serial @param {{asked?: number, valid?: boolean, gap?: boolean}} fact */
    know: (serial, fact) => void facts.set(serial, {...facts.get(serial), ...fact}),
    /** A whole message was sent. @param {number} serial @param {number} awake */
    news: (serial, awake) => void news.set(serial, awake),
    begin,
    end,
    /** @param {boolean} visible @param {number} awake */
    look: (visible, awake) => void (hiddenAt = visible ? Infinity : awake),
    /** Somebody came back, or time leapt: the next attempt needs no other reason. */
    wake: () => void (woken = true),
    /** The reader's clock was set: to it, that time has passed. @param {number} ms */
    leap(ms) {
      woken = true;
      for (const bar of notBefore.values()) bar.at -= Math.max(0, ms);
    },
    /** Nobody needs news before this moment. @param {number} awake */
    excuse: (awake) => void (patientSince = awake),
    /** Complaints since the last time. @param {readonly import('./page.mjs').Visit[]} visits @param {number} awake */
    check(visits, awake) {
      const overdue = (/** @type {number} */ since, /** @type {number} */ limit) =>
        awake - since > limit + RULES.leeway;
      for (const visit of visits.filter(({aborted}) => !aborted)) {
        const {at, open, headAt = at, bytes, activeAt, serial = -1} = visit;
        const say = (/** @type {string} */ what) => complaints.push(`${nameOf(visit.url)} ${what}`);
        if (!open) {
          const patience = beside.has(visit.id) ? RULES.document : 0;
          if (overdue(at, RULES.headers + patience)) say('still waits for headers');
        } else if (beside.has(visit.id) || !(isStream(visit) || isStreamed(visit))) {
          if (overdue(headAt, RULES.document)) say('still waits for its document');
        } else if (bytes === 0) {
          if (overdue(headAt, RULES.firstByte)) say('still waits for a first byte');
        } else {
          if (overdue(activeAt, RULES.silence)) say('is silent, and still trusted');
          if (overdue(news.get(serial) ?? headAt, maxStale + 15 * SECOND))
            say('brings heartbeats without news, and is still trusted');
        }
      }
      if (visits.length === 0 && overdue(Math.max(last.awake, patientSince), last.patience)) {
        complaints.push(`nothing was tried for ${Math.round((awake - last.awake) / 1000)} s`);
      }
      const result = complaints;
      complaints = [];
      return result;
    },
  };
}
