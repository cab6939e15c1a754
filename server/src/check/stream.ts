import {messageProblems} from '../schema.js';
import {firstOf, must, note, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {isObject} from '../json.js';
import {FIRST_RETRY_SPREAD_RANGE, MAX_ID_CHARACTERS} from 'outage-widgets/protocol.js';
import {messagesOf} from './messages.js';
import type {StreamMessage} from './messages.js';
import {kindOf} from './observation.js';
import type {Observation, StreamObservation} from './observation.js';
import {beginFindings, noStream, unopened} from './opening.js';
import {orderFindings} from './order.js';
import {seconds} from './seconds.js';

/**
 * Checks the content of a stream (PROTOCOL.md, section 3). `opening.ts` checks how it opens, and
 * `liveness.ts` whether it lives.
 */
export function streamFindings(observation: Observation): readonly Finding[] {
  const {first, stream} = observation;
  if (stream === undefined) return first === undefined ? [] : unopened(first);
  if (kindOf(stream.exchange) !== 'stream') return [noStream(stream)];
  const messages = messagesOf(stream);
  return [
    ...beginFindings(stream),
    ...retryFindings(stream),
    ...snapshotFindings(stream, messages[0]),
    ...idFindings(stream, messages),
    ...messageFindings(messages),
    ...orderFindings(messages.slice(1), messages[0]),
    ...endFindings(stream),
  ];
}

function retryFindings({items}: StreamObservation): readonly Finding[] {
  const given = items.find((item) => item.type === 'retry');
  const broken = items.some((item) => item.type === 'fault' && item.fault === 'invalid-retry');
  const [least, most] = FIRST_RETRY_SPREAD_RANGE;
  if (!broken && (given === undefined || (given.ms >= least && given.ms <= most))) {
    const width = given === undefined ? 'the default 15 s' : seconds(given.ms);
    return [passed('retry', `Readers who are cut off come back spread over ${width}.`)];
  }
  return [
    should({
      rule: 'retry',
      section: '3',
      what: broken ? 'retry: is not a number of ms.' : `retry: is ${given?.ms} ms.`,
      cost: 'Readers come back spread over 1 to 120 s all the same.',
      remedy: 'Send a width from 1000 to 120000, such as "retry: 15000".',
    }),
  ];
}

function snapshotFindings(
  {items, listenedMs, end}: StreamObservation,
  first: StreamMessage | undefined,
): readonly Finding[] {
  if (first?.name === 'snapshot') {
    return [passed('snapshot', 'The stream begins with the whole document.')];
  }
  const bytes = items.some(({type}) => type === 'bytes');
  if (first === undefined && !bytes) return [];
  const within = end === 'left' ? `within ${seconds(listenedMs)}` : 'before the stream ended';
  return [
    must({
      rule: 'snapshot',
      section: '3',
      what:
        first === undefined
          ? `No snapshot came ${within}.`
          : `The first event of the stream is "${first.name}", not a snapshot.`,
      cost: 'A reader who comes new has no document to apply it to.',
      remedy: 'Begin every stream that resumes nothing with "event: snapshot" and the document.',
    }),
  ];
}

const printable = /^[\x21-\x7e]+$/;

function idFindings(
  {items}: StreamObservation,
  messages: readonly StreamMessage[],
): readonly Finding[] {
  if (messages.length === 0) return [];
  const ids = items.flatMap((item) => (item.type === 'id' && item.id !== '' ? [item.id] : []));
  const bad = ids.find((id) => !printable.test(id) || id.length > MAX_ID_CHARACTERS);
  if (bad !== undefined) {
    return [
      must({
        rule: 'id',
        section: '3',
        what:
          bad.length > MAX_ID_CHARACTERS
            ? `An id has ${bad.length} characters.`
            : `The id "${bad}" is not printable ASCII without blanks.`,
        cost: 'Readers ignore it. A reader who resumes gets everything anew, or the wrong part.',
        remedy: 'Send 1 to 256 printable ASCII characters without blanks, such as epoch and rev.',
      }),
    ];
  }
  if (messages[0]?.id !== undefined) return [passed('id', 'Events have an id to resume from.')];
  return [
    should({
      rule: 'id',
      section: '3',
      what: 'The first event has no id.',
      cost: 'A reader who is cut off cannot resume, and gets the whole document each time.',
      remedy: 'Send "id:" with every event, such as epoch and rev.',
    }),
  ];
}

function messageFindings(messages: readonly StreamMessage[]): readonly Finding[] {
  const findings = messages.flatMap(({name, value}) => {
    if (!isObject(value)) return [badMessage(`The data of "${name}" is not a JSON object`)];
    return messageProblems(name, value).map(({pointer, message}) =>
      badMessage(`In "${name}" ${pointer || 'the data'} ${message}`),
    );
  });
  return firstOf(findings);
}

function badMessage(what: string): Finding {
  return must({
    rule: 'message',
    section: '3',
    what: `${what}.`,
    cost: 'Readers drop it, or end the stream and load the document.',
    remedy: 'Write it as the section says.',
  });
}

function endFindings({items, end, listenedMs}: StreamObservation): readonly Finding[] {
  if (items.some((item) => item.type === 'fault' && item.fault === 'too-large')) {
    return [
      must({
        rule: 'event-size',
        section: '5',
        what: 'An event has more than 1 MiB.',
        cost: 'Readers end the stream there, each time.',
        remedy: 'Leave out what is old, or send single incidents instead of snapshots.',
      }),
    ];
  }
  if (items.some((item) => item.type === 'fault' && item.fault === 'flood')) {
    return [
      must({
        rule: 'flood',
        section: '5',
        what:
          'The stream is a flood: more than 64 MB, or 50,000 lines and events, ' +
          `came within ${seconds(listenedMs)}.`,
        cost: 'Readers end the stream after 64 MB, each time.',
        remedy: 'Send what changed, once; nothing else but a comment every 15 s and a beat.',
      }),
    ];
  }
  if (end === 'left') return [];
  if (items.some((item) => item.type === 'event' && item.name === 'bye')) {
    return [note('end', 'The server said bye and ended the stream, as it may.')];
  }
  return [
    should({
      rule: 'end',
      section: '4.5',
      what:
        `The stream ${end === 'cut' ? 'broke' : 'ended'} after ${seconds(listenedMs)}, ` +
        `without bye.`,
      cost: 'Readers come and go all the time, and each gap is a delay.',
      remedy: 'Keep it open; if a platform cuts it, say bye before, or offer the document alone.',
    }),
  ];
}
