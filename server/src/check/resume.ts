import {must, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {fieldOf, isObject, numberOf, textOf} from '../json.js';
import {messagesOf} from './messages.js';
import type {StreamMessage} from './messages.js';
import {bodyValue, kindOf} from './observation.js';
import type {Exchange, Observation} from './observation.js';
import {orderFindings} from './order.js';
import type {HistoryPosition} from './order.js';

/**
 * Checks whether readers who resume, and readers of the document, get the same history as the
 * stream (PROTOCOL.md, section 3, resume).
 */
export function resumeFindings(observation: Observation): readonly Finding[] {
  return [...resumedFindings(observation), ...agreementFindings(observation)];
}

function resumedFindings({stream, resumed}: Observation): readonly Finding[] {
  if (stream === undefined || resumed === undefined) return [];
  const {exchange} = resumed;
  const answer = exchange.failure ?? `status ${exchange.status}`;
  if (kindOf(exchange) !== 'stream') {
    return [
      must({
        rule: 'resume',
        section: '3',
        what: `?last_event_id= is answered with ${answer}.`,
        cost: 'A reader who was cut off cannot come back.',
        remedy: 'Send what was missed after that id, or a snapshot if the id is not known.',
      }),
    ];
  }
  const mistakes = orderFindings(messagesOf(resumed), heldAfter(messagesOf(stream)));
  if (mistakes.length > 0) {
    return mistakes.map((mistake) => ({
      ...mistake,
      rule: `resume-${mistake.rule}`,
      what: `After ?last_event_id=: ${mistake.what}`,
    }));
  }
  return [
    passed('resume', 'A reader who resumes with the last id misses nothing and hears nothing old.'),
  ];
}

/** The position of a reader after these messages: the highest rev of the newest epoch. */
function heldAfter(messages: readonly StreamMessage[]): HistoryPosition | undefined {
  const epoch = messages.filter(hasRev).at(-1)?.epoch;
  if (epoch === undefined) return undefined;
  const ofEpoch = messages.filter((message) => message.epoch === epoch);
  return {epoch, rev: ofEpoch.reduce((highest, {rev = 0}) => Math.max(highest, rev), 0)};
}

function hasRev({rev}: HistoryPosition): boolean {
  return rev !== undefined;
}

function agreementFindings(observation: Observation): readonly Finding[] {
  const {document, documentAfter, stream} = observation;
  const messages = stream ? messagesOf(stream).filter(hasRev) : [];
  const first = messages[0];
  const last = messages.at(-1);
  const before = positionOf(document);
  if (first?.rev === undefined || last?.rev === undefined || before?.rev === undefined) return [];
  if (first.epoch !== before.epoch) {
    return [
      must({
        rule: 'agree',
        section: '3',
        what: `The document is of epoch ${before.epoch}, the stream of epoch ${first.epoch}.`,
        cost: 'Readers go back and forth between the two.',
        remedy: 'Make both from one store.',
      }),
    ];
  }
  if (first.rev < before.rev) {
    return [
      must({
        rule: 'agree',
        section: '3',
        what:
          `The stream is at rev ${first.rev}, and the document was at rev ${before.rev} ` +
          `before.`,
        cost: 'Readers of the stream miss what the document knows.',
        remedy: 'Make both from one store.',
      }),
    ];
  }
  const after = (documentAfter && positionOf(documentAfter)) ?? before;
  // The document may have changed between the requests, but its rev must not fall.
  if ((after.rev ?? 0) < first.rev) {
    return [
      should({
        rule: 'agree',
        section: '3',
        what: `The document is at rev ${after.rev}, and the stream was at rev ${first.rev} before.`,
        cost: 'Readers who poll, or begin with the document, see an old state.',
        remedy: 'Make both from one store, and let caches keep the document for 10 s at most.',
      }),
    ];
  }
  return [passed('agree', `Document and stream tell the same: rev ${last.rev}.`)];
}

function positionOf(exchange: Exchange): HistoryPosition | undefined {
  const value = bodyValue(exchange);
  if (!isObject(value)) return undefined;
  const ext = fieldOf(value, 'ext');
  return {epoch: textOf(ext, 'epoch'), rev: numberOf(ext, 'rev')};
}
