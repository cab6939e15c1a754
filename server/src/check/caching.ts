import {must, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {kindOf} from './observation.js';
import type {Exchange, Observation} from './observation.js';

/** Checks what the feed tells caches and proxies (PROTOCOL.md, section 4, items 2 and 3). */
export function cachingFindings(observation: Observation): readonly Finding[] {
  const {document, stream} = observation;
  return [
    ...varyFindings(observation),
    ...(kindOf(document) === 'document' ? documentFindings(observation) : []),
    ...(stream && kindOf(stream.exchange) === 'stream' ? streamFindings(stream.exchange) : []),
  ];
}

function varyFindings({document, first}: Observation): readonly Finding[] {
  if (first === undefined || kindOf(document) !== 'document' || kindOf(first) !== 'stream') {
    return [];
  }
  const varies = ({headers}: Exchange): boolean =>
    namesOf(headers['vary']).some((name) => name === 'accept' || name === '*');
  if (varies(document) && varies(first)) {
    return [passed('vary', 'Both answers on this URL say "Vary: Accept".')];
  }
  return [
    must({
      rule: 'vary',
      section: '4.2',
      what: `"Vary: Accept" is missing on ${varies(document) ? 'the stream' : 'the document'}.`,
      cost:
        'A cache gives the document to those who asked for the stream, and the other way ' +
        'round.',
      remedy: 'Send it with both answers.',
    }),
  ];
}

function documentFindings({document, revalidated}: Observation): readonly Finding[] {
  return [...tagFindings(document, revalidated), ...keepFindings(document)];
}

function tagFindings({headers}: Exchange, revalidated?: Exchange): readonly Finding[] {
  const etag = headers['etag'];
  if (etag === undefined || etag.startsWith('W/')) {
    return [
      should({
        rule: 'etag',
        section: '4.2',
        what:
          etag === undefined ? 'The document has no ETag.' : 'The ETag of the document is weak.',
        cost: 'Those who poll load the whole document each time.',
        remedy: 'Send a strong ETag, one that changes with every byte.',
      }),
    ];
  }
  if (revalidated?.status === 304) {
    return [passed('etag', 'An unchanged document is answered with 304.')];
  }
  // The document has changed in between, so nothing can be said about the ETag.
  if (revalidated?.status === 200 && revalidated.headers['etag'] !== etag) {
    return [passed('etag', 'The document has a strong ETag.')];
  }
  return [
    should({
      rule: 'etag',
      section: '4.2',
      what:
        'If-None-Match with the present ETag is answered with ' +
        `${revalidated?.status || 'nothing'}.`,
      cost: 'Those who poll load the whole document each time.',
      remedy: 'Answer it with 304 and no body.',
    }),
  ];
}

/**
 * The longest max-age, in seconds. PROTOCOL.md asks for 10; readers who poll wait a minute anyway.
 */
const longestMaxAge = 60;

function keepFindings({headers}: Exchange): readonly Finding[] {
  const directives = namesOf(headers['cache-control']);
  const maxAge = Number(directives.find((each) => each.startsWith('max-age='))?.slice(8) ?? NaN);
  const failure = (what: string, cost: string): readonly Finding[] => [
    should({
      rule: 'cache-control',
      section: '4.2',
      what,
      cost,
      remedy:
        'Send "Cache-Control: public, max-age=10, stale-while-revalidate=60, ' +
        'stale-if-error=86400".',
    }),
  ];
  if (directives.length === 0) {
    return failure(
      'The document has no Cache-Control.',
      'Caches guess how long to keep it, or ask the server for every reader.',
    );
  }
  if (directives.some((each) => ['no-store', 'no-cache', 'private'].includes(each))) {
    return failure(
      `Cache-Control forbids caches to share the document ("${headers['cache-control']}").`,
      'The server itself must answer everybody on its worst day.',
    );
  }
  if (!(maxAge >= 0 && maxAge <= longestMaxAge)) {
    return failure(
      Number.isNaN(maxAge)
        ? 'Cache-Control of the document has no max-age.'
        : `Cache-Control lets caches keep the document for ${maxAge} s.`,
      'Readers hear late of what is broken.',
    );
  }
  if (!directives.some((each) => each.startsWith('stale-if-error='))) {
    return failure(
      'Cache-Control of the document has no stale-if-error.',
      'When the server dies, the cache has nothing to say.',
    );
  }
  return [passed('cache-control', 'Caches keep the document shortly, and longer if you fail.')];
}

function streamFindings({headers}: Exchange): readonly Finding[] {
  const directives = namesOf(headers['cache-control']);
  const missing = ['no-store', 'no-transform'].filter((each) => !directives.includes(each));
  const encoding = headers['content-encoding'];
  const findings: Finding[] = [];
  if (missing.length > 0) {
    findings.push(
      must({
        rule: 'stream-cache-control',
        section: '4.3',
        what: `Cache-Control of the stream lacks ${missing.join(' and ')}.`,
        cost: 'Proxies may keep the stream, or hold it back to compress it.',
        remedy: 'Send "Cache-Control: no-store, no-transform".',
      }),
    );
  }
  // nginx obeys this header and removes it, so behind nginx it cannot be seen.
  if (headers['x-accel-buffering'] !== 'no' && !/nginx|openresty/i.test(headers['server'] ?? '')) {
    findings.push(
      should({
        rule: 'stream-buffering',
        section: '4.3',
        what: 'The stream has no "X-Accel-Buffering: no".',
        cost: 'nginx and its relatives hold news back until a buffer is full.',
        remedy: 'Send the header with the stream.',
      }),
    );
  }
  if (encoding !== undefined && encoding !== 'identity') {
    findings.push(
      should({
        rule: 'stream-encoding',
        section: '4.3',
        what: `The stream is compressed (${encoding}).`,
        cost: 'News waits in the compressor until more comes.',
        remedy: 'Leave text/event-stream out of what is compressed.',
      }),
    );
  }
  if (findings.length > 0) return findings;
  return [
    passed('stream-headers', 'Proxies are told neither to keep nor to hold back the stream.'),
  ];
}

function namesOf(header = ''): readonly string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
