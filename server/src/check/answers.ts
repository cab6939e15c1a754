import {safeUrl} from 'outage-widgets/core.js';
import {must, note, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {kindOf} from './observation.js';
import type {Exchange, Observation} from './observation.js';

/** Checks whether the address answers, where, and with which status and type. */
export function answerFindings(observation: Observation): readonly Finding[] {
  const {document, first, url} = observation;
  const asked = [document, first].filter((exchange) => exchange !== undefined);
  const answered = first === undefined ? [unanswered(document)] : typeFindings(document, first);
  return [
    ...addressFindings(url),
    ...redirectFindings(asked),
    // The status of a redirect that readers do not follow says nothing more.
    ...(asked.some(leavesOrigin) ? [] : answered),
  ];
}

function addressFindings(url: string): readonly Finding[] {
  if (safeUrl(url) !== undefined) return [];
  return [
    must({
      rule: 'address',
      section: '1.2',
      what: `${new URL(url).origin} is not https.`,
      cost: 'Readers refuse it, and browsers block it on an https page.',
      remedy: 'Serve it over https, without a user name or password in the address.',
    }),
  ];
}

function unanswered({url, failure = ''}: Exchange): Finding {
  return must({
    rule: 'reach',
    what: `No answer from ${url}: ${failure}.`,
    cost: 'Readers see nothing.',
    remedy: 'Check the address, and that the server runs.',
  });
}

function leavesOrigin({redirects}: Exchange): boolean {
  return redirects.some(({from, to}) => new URL(from).origin !== new URL(to).origin);
}

function redirectFindings(exchanges: readonly Exchange[]): readonly Finding[] {
  const hops = exchanges.flatMap(({redirects}) => redirects);
  const leaving = hops.find(({from, to}) => new URL(from).origin !== new URL(to).origin);
  const closed = hops.find(({allowOrigin}) => allowOrigin === undefined);
  const [hop] = hops;
  if (leaving !== undefined) {
    return [
      must({
        rule: 'redirect',
        section: '2',
        what: `It redirects to another origin, ${new URL(leaving.to).origin}.`,
        cost:
          'Readers refuse the answer: an open redirect must not hand the feed to somebody ' +
          'else.',
        remedy: 'Publish the final address, or answer here.',
      }),
    ];
  }
  if (closed !== undefined) {
    return [
      must({
        rule: 'redirect',
        section: '4.1',
        what: `The redirect (${closed.status}) has no Access-Control-Allow-Origin.`,
        cost: 'Browsers stop there.',
        remedy: 'Publish the final address, or send the header with the redirect too.',
      }),
    ];
  }
  if (hop === undefined) return [];
  return [
    note('redirect', `It redirects to ${hop.to}; the final address saves every reader that.`),
  ];
}

function typeFindings(document: Exchange, first: Exchange): readonly Finding[] {
  if (first.status !== 200) return [badStatus(first)];
  const kind = kindOf(first);
  if (kind === 'neither') return [badType(first)];
  const answered = passed('type', `A plain GET is answered with a ${kind}, without a preflight.`);
  if (kindOf(document) !== 'document') return [answered, noDocument(document, kind)];
  if (document.body === undefined) return [answered, halfDocument(document)];
  return kind === 'stream' ? [answered, bothTypes] : [answered];
}

const bothTypes = passed('document-type', 'Accept: application/json is answered with a document.');

function badStatus({status, failure}: Exchange): Finding {
  const refused = status === 401 || status === 403;
  return must({
    rule: 'status',
    section: '2',
    what: failure === undefined ? `It answers with status ${status}.` : `No answer: ${failure}.`,
    cost: 'Readers take it for a failure, whatever is in it.',
    remedy: refused
      ? 'Let everybody read it: readers send no credentials and no header but Accept.'
      : 'Answer "Accept: text/event-stream, application/json;q=0.9" with 200.',
  });
}

function badType({headers}: Exchange): Finding {
  const type = headers['content-type'];
  return must({
    rule: 'type',
    section: '2',
    what: type === undefined ? 'It has no Content-Type.' : `Its Content-Type is ${type}.`,
    cost: 'Readers take it for a captive portal, not for a status.',
    remedy: 'Send application/json with a document, text/event-stream with a stream.',
  });
}

function noDocument(document: Exchange, first: 'stream' | 'document'): Finding {
  const answer =
    kindOf(document) === 'stream' ? 'a stream' : (document.failure ?? `status ${document.status}`);
  const failure = {
    rule: 'document-type',
    section: '2',
    what: `Accept: application/json is answered with ${answer}, not with a document.`,
    cost: 'Readers behind a proxy that lets no stream pass get nothing, and none can compare.',
    remedy: 'Answer it with the whole document.',
  };
  // A feed may have only a stream. A server that has both must serve both.
  return first === 'stream' ? should(failure) : must(failure);
}

function halfDocument({failure = 'it is empty'}: Exchange): Finding {
  return must({
    rule: 'document-type',
    section: '2',
    what: `The document does not come whole: ${failure}.`,
    cost: 'Readers give up after 25 s and keep what they had.',
    remedy: 'Send it at once, and end the answer.',
  });
}
