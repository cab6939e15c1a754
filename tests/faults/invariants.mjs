// @ts-check
// What must hold of the screen and of the network whatever happens.

/** Awake ms in which a page catches up with a change: it renders twice a second at most. */
const CATCH_UP = 2_000;
/** The page looks at the clock every ten seconds to see whether green has expired. */
const CLOCK_TICK = 11_000;

/**
 * @typedef {[look: string, level: string, text: string][]} Screen
 * @typedef {{levels: object, titles: string[], trouble: boolean, words?: Record<string, string[]>}} Expected
 */

/** Remembers since when something has been wrong. */
export function createWatch() {
  /** @type {Map<string, number>} */
  const since = new Map();
  /** What was expected last, to see that it changed. */
  let before = '';
  let changedAt = -Infinity;

  return {
    /**
     * Complaints about a screen.
     * @param {Screen} screen @param {Expected} expected @param {number} awake
     */
    look(screen, expected, awake) {
      const now = JSON.stringify(expected);
      if (now !== before) changedAt = awake;
      before = now;
      const wrong = differences(screen, expected);
      for (const text of since.keys()) if (!wrong.has(text)) since.delete(text);
      const complaints = [];
      for (const [text, patience] of wrong) {
        if (!since.has(text)) since.set(text, awake);
        const start = Math.max(since.get(text) ?? awake, changedAt);
        if (awake - start > patience) complaints.push(text);
      }
      return complaints;
    },
    /** Nobody looks: what is wrong now counts from the moment somebody does. */
    rest() {
      since.clear();
    },
  };
}

/** @param {Screen} screen @param {Expected} expected @returns {Map<string, number>} with the patience for each */
function differences(screen, {levels, titles, trouble, words = {}}) {
  /** @type {Map<string, number>} */
  const wrong = new Map();
  for (const [look, level, text] of screen) {
    if (look === 'banner') {
      if ((level !== '') !== trouble) wrong.set(`banner: ${level || 'none'}`, CATCH_UP);
      for (const title of titles) {
        if (!text.includes(title)) wrong.set(`banner lacks ${title}`, CATCH_UP);
      }
      for (const title of text.match(/Trouble \d{4}/g) ?? []) {
        if (!titles.includes(title)) wrong.set(`banner tells ${title}`, CATCH_UP);
      }
    } else if (look.startsWith('notice ')) {
      const told = text.match(/Words \d{4}\./g) ?? [];
      const known = words[look.slice(7)] ?? [];
      if (known.length > 0 && !told.some((body) => known.includes(body))) {
        wrong.set(`${look} lacks ${known.join(' or ')}`, CATCH_UP);
      }
      for (const body of told) {
        if (!known.includes(body)) wrong.set(`${look} tells ${body}`, CATCH_UP);
      }
    } else {
      const right = /** @type {Record<string, string>} */ (levels)[look] ?? 'unknown';
      if (level === right) continue;
      const text = `${look} shows ${level}, not ${right}`;
      const stale = level === 'operational' && right === 'unknown';
      // A clock that is set back makes old green good again.
      const byClock = stale || (level === 'unknown' && right === 'operational');
      wrong.set(stale ? `green is too old: ${text}` : text, byClock ? CLOCK_TICK : CATCH_UP);
    }
  }
  return wrong;
}

/** Answered, and neither read nor given up: its socket stays open. @param {import('./page.mjs').Visit} visit */
export const isAbandoned = ({open, reading, aborted}) => open && reading === 0 && !aborted;

/**
 * Complaints about what is open at one moment.
 * @param {readonly import('./page.mjs').Visit[]} visits
 */
export function connections(visits) {
  const live = visits.filter(({aborted}) => !aborted);
  const streams = live.filter(({accept}) => accept.includes('event-stream'));
  const complaints = [];
  if (streams.length > 1) complaints.push(`${streams.length} streams at once`);
  if (live.some(isAbandoned)) complaints.push('an answer is neither read nor given up');
  // A host may answer with a stream where a document was asked for.
  const streamed = live.some(
    ({accept, open, type}) =>
      open && !accept.includes('event-stream') && /^text\/event-stream/.test(type ?? ''),
  );
  const asked = live.length - streams.length;
  if (asked > (streamed && streams.length === 0 ? 2 : 1)) {
    complaints.push('more than one document at once');
  }
  return complaints;
}
