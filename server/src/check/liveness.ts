import {must, note, passed} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {fieldOf, numberOf} from '../json.js';
import {DEFAULT_MAX_STALE_SECONDS} from 'outage-widgets/protocol.js';
import {messagesOf} from './messages.js';
import {kindOf, serverTime} from './observation.js';
import type {Observation, StreamObservation} from './observation.js';
import {seconds} from './seconds.js';

/**
 * Checks whether the stream proves that its server lives, and that the feed behind it lives
 * (PROTOCOL.md, section 3, liveness).
 */
export function livenessFindings({stream, now}: Observation): readonly Finding[] {
  if (stream === undefined || kindOf(stream.exchange) !== 'stream') return [];
  if (!stream.items.some(({type}) => type === 'bytes')) return [];
  return [...heartbeatFindings(stream), ...beatFindings(stream, now)];
}

const heartbeatMs = 15_000;
/** A heartbeat may be late by this much, in milliseconds. */
const delayMs = 1500;

function heartbeatFindings({items, listenedMs, end}: StreamObservation): readonly Finding[] {
  const times = items.filter(({type}) => type === 'bytes').map(({at}) => at);
  // The silence at the end counts, unless the server ended the stream.
  const until = end === 'left' ? [...times, listenedMs] : times;
  const silence = until.reduce(
    (longest, at, index) => Math.max(longest, at - (until[index - 1] ?? at)),
    0,
  );
  if (silence > heartbeatMs + delayMs) {
    return [
      must({
        rule: 'heartbeat',
        section: '3',
        what: `The stream was silent for ${seconds(silence)}.`,
        cost: 'Proxies cut silent streams, and readers give one up after 45 s.',
        remedy: 'Write a comment at least every 15 s.',
      }),
    ];
  }
  const afterNews = items.slice(items.findIndex(({type}) => type === 'event') + 1);
  const heard = afterNews.some(({type}) => type === 'comment');
  if (heard || listenedMs > heartbeatMs + delayMs) {
    return [passed('heartbeat', 'The stream is never silent for more than 15 s.')];
  }
  return [
    note('heartbeat', `No heartbeat was due in ${seconds(listenedMs)}. See it with --seconds 20.`),
  ];
}

function beatFindings(stream: StreamObservation, now: number): readonly Finding[] {
  const [first, ...later] = messagesOf(stream);
  if (first === undefined) return [];
  const maxStale =
    numberOf(fieldOf(first.value, 'ext'), 'max_stale_seconds') ?? DEFAULT_MAX_STALE_SECONDS;
  const dueMs = (maxStale * 1000) / 3;
  const proofs = later.filter(({name}) => name === 'beat' || name === 'snapshot');
  const [proof] = proofs;
  const old = [first, ...proofs].find(
    ({at, generatedAt}) =>
      generatedAt !== undefined &&
      serverTime(stream.exchange, now) + at - generatedAt > maxStale * 1000,
  );
  if (old !== undefined) {
    return [
      must({
        rule: 'beat',
        section: '3',
        what: `A ${old.name} came with a generated_at older than max_stale_seconds (${maxStale}).`,
        cost: 'It proves nothing: readers see "unknown" instead of green.',
        remedy: 'Write the present into the generated_at of every message.',
      }),
    ];
  }
  if (proof !== undefined && proof.at <= dueMs) {
    return [passed('beat', `The feed proves within ${seconds(dueMs)} that it lives.`)];
  }
  if (stream.listenedMs <= dueMs) {
    return [
      note(
        'beat',
        `No proof that the feed itself lives was due in ${seconds(stream.listenedMs)}: ` +
          `it is every ${seconds(dueMs)}. See it with --seconds ${Math.ceil(dueMs / 1000) + 5}.`,
      ),
    ];
  }
  return [
    must({
      rule: 'beat',
      section: '3',
      what: `No beat came within ${seconds(dueMs)}, a third of max_stale_seconds.`,
      cost: 'Readers see "unknown" instead of green, though the stream is open.',
      remedy: 'Send a beat, or the same snapshot with a fresh generated_at, so often.',
    }),
  ];
}
