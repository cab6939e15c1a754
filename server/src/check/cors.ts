import {must, note, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import type {Exchange, Observation} from './observation.js';

/** Checks whether pages of all origins may read the answers (PROTOCOL.md, section 4, item 1). */
export function corsFindings(observation: Observation): readonly Finding[] {
  const answers = answersOf(observation);
  return [
    ...originFindings(answers),
    ...exposeFindings(answers),
    ...errorFindings(observation.missing),
  ];
}

type Named = readonly [name: string, exchange: Exchange];

function answersOf({document, first, stream, revalidated}: Observation): readonly Named[] {
  const all: readonly (readonly [string, Exchange | undefined])[] = [
    ['the document', document],
    ['the 304', revalidated?.status === 304 ? revalidated : undefined],
    ['the first answer', first === stream?.exchange ? undefined : first],
    ['the stream', stream?.exchange],
  ];
  // Redirects have their own finding.
  return all.filter((pair): pair is Named => {
    const status = pair[1]?.status ?? 0;
    return status !== 0 && (status < 300 || status === 304 || status >= 400);
  });
}

function originFindings(answers: readonly Named[]): readonly Finding[] {
  const closed = answers.filter(([, answer]) => allowed(answer) !== '*');
  const [first] = closed;
  if (answers.length === 0) return [];
  if (first === undefined) return [passed('cors', 'Pages of every origin may read it.')];
  const value = allowed(first[1]);
  return [
    must({
      rule: 'cors',
      section: '4.1',
      what:
        value === undefined
          ? `Access-Control-Allow-Origin is missing on ${listed(closed)}.`
          : `Access-Control-Allow-Origin is "${value}" on ${listed(closed)}, not "*".`,
      cost:
        value === undefined
          ? 'Browsers let no page of another origin read it.'
          : 'Other pages cannot read it, and a cache gives one origin the answer made for another.',
      remedy: 'Send "Access-Control-Allow-Origin: *", once, on every answer.',
    }),
  ];
}

function exposeFindings(answers: readonly Named[]): readonly Finding[] {
  const missing = exposedHeaders.filter((header) =>
    answers.some(([, answer]) => !exposes(answer, header.toLowerCase())),
  );
  if (answers.length === 0) return [];
  if (missing.length === 0) return [passed('cors-expose', 'Pages may read its clock and age.')];
  return [
    should({
      rule: 'cors-expose',
      section: '4.1',
      what: `Access-Control-Expose-Headers does not name ${missing.join(', ')} everywhere.`,
      cost: 'Browsers hide them: readers take an old copy for new, and come back too early.',
      remedy: `Send "Access-Control-Expose-Headers: ${exposedHeaders.join(', ')}".`,
    }),
  ];
}

const exposedHeaders = ['Age', 'Date', 'Retry-After'];

function exposes({headers}: Exchange, header: string): boolean {
  const names = (headers['access-control-expose-headers'] ?? '').toLowerCase().split(',');
  return names.some((name) => [header, '*'].includes(name.trim()));
}

/** The path beside the feed may belong to another program, so this is never a `must`. */
function errorFindings(missing: Exchange | undefined): readonly Finding[] {
  if (missing === undefined || missing.status < 400) {
    return [note('cors-error', 'No error answer was seen, so nothing is known of its headers.')];
  }
  if (allowed(missing) === '*') {
    return [passed('cors-error', 'Pages may read why they got an error.')];
  }
  return [
    should({
      rule: 'cors-error',
      section: '4.1',
      what: `An error beside the feed (${missing.status}) has no "Access-Control-Allow-Origin: *".`,
      cost: 'If the feed fails like that, browsers hide status and Retry-After from its readers.',
      remedy: 'Set the header in the server or proxy for every status ("always" in nginx).',
    }),
  ];
}

function allowed({headers}: Exchange): string | undefined {
  return headers['access-control-allow-origin'];
}

function listed(answers: readonly Named[]): string {
  return answers.map(([name]) => name).join(' and ');
}
