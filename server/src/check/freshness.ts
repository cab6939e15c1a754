import {must, note, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {fieldOf, isObject, numberOf, textOf, timeOf} from '../json.js';
import {DEFAULT_MAX_STALE_SECONDS, POLL_SECONDS} from 'outage-widgets/protocol.js';
import {bodyValue, serverTime} from './observation.js';
import type {Observation} from './observation.js';

/** The clocks of two well-kept machines differ by less than this, in milliseconds. */
const clockTolerance = 60_000;

/** Checks whether the document proves that it is fresh, and tells its place in the history. */
export function freshnessFindings({document, stream, now}: Observation): readonly Finding[] {
  const value = bodyValue(document);
  if (!isObject(value)) return [];
  const ext = value['ext'];
  if (!isObject(ext)) return [plainDocument];
  const maxStale = numberOf(ext, 'max_stale_seconds') ?? DEFAULT_MAX_STALE_SECONDS;
  return [
    ...proofFindings(timeOf(ext, 'generated_at'), serverTime(document, now), maxStale),
    ...historyFindings(ext, stream !== undefined),
    ...pollFindings(numberOf(ext, 'poll_after_seconds') ?? POLL_SECONDS, maxStale),
  ];
}

const plainDocument = note(
  'tier',
  'A plain Statuspage document, without "ext": readers poll it every 60 s, and trust it ' +
    'as long as it is answered. It cannot prove that it is fresh.',
);

function proofFindings(
  generatedAt: number | undefined,
  serverNow: number,
  maxStale: number,
): readonly Finding[] {
  if (generatedAt === undefined) {
    return [
      should({
        rule: 'fresh',
        section: '1.2',
        what: 'ext.generated_at is missing.',
        cost: 'A publisher that died long ago looks as well as on its last day.',
        remedy: 'Write there when the document was made, and make it anew at least every minute.',
      }),
    ];
  }
  const age = Math.round((serverNow - generatedAt) / 1000);
  if (age > maxStale) {
    return [
      must({
        rule: 'fresh',
        section: '1.2',
        what: `ext.generated_at is ${age} s old, and max_stale_seconds is ${maxStale}.`,
        cost: 'Readers see "unknown" instead of green.',
        remedy: 'Write the present at least every third of that, even if nothing changed.',
      }),
    ];
  }
  if (age * 1000 < -clockTolerance) {
    return [
      must({
        rule: 'fresh',
        section: '1.2',
        what: `ext.generated_at is ${-age} s ahead of the server's clock.`,
        cost: 'If the feed dies, green stays for so much longer.',
        remedy: "Write when the document was made, in UTC, and set the publisher's clock.",
      }),
    ];
  }
  return [passed('fresh', `The document proves that it is fresh: made ${Math.max(0, age)} s ago.`)];
}

function historyFindings(ext: unknown, streams: boolean): readonly Finding[] {
  const missing = ['epoch', 'rev'].filter((field) => fieldOf(ext, field) === undefined);
  if (missing.length === 0) {
    const rev = numberOf(ext, 'rev');
    return [
      passed('rev', `The document has its place: rev ${rev} of epoch ${textOf(ext, 'epoch')}.`),
    ];
  }
  const failure = {
    rule: 'rev',
    section: streams ? '3' : '1.2',
    what: `${missing.map((field) => `ext.${field}`).join(' and ')} is missing.`,
    cost: 'Readers cannot tell an old copy from news: a replayed "operational" can hide an outage.',
    remedy: 'Raise rev by one with every change, and keep it through restarts.',
  };
  return [streams ? must(failure) : should(failure)];
}

function pollFindings(pollAfter: number, maxStale: number): readonly Finding[] {
  if (pollAfter < maxStale) return [];
  return [
    should({
      rule: 'poll',
      section: '1.2',
      what: `poll_after_seconds (${pollAfter}) is not below max_stale_seconds (${maxStale}).`,
      cost: 'For those who poll, green turns into "unknown" between two polls.',
      remedy: 'Let readers ask at least twice in that time.',
    }),
  ];
}
