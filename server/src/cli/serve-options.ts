import {OutageFeedError} from '../errors.js';
import type {HubOption} from '../feed-options.js';
import type {ServeOptions} from '../serve.js';
import {UsageError} from './command.js';
import type {Given, Option, Terminal} from './command.js';

/** The options of every command that serves a feed. */
export const serveOptions: Readonly<Record<string, Option>> = {
  port: {type: 'string', value: 'port', description: 'default: 8080; 0 takes any free one'},
  host: {
    type: 'string',
    value: 'address',
    description: 'default: 127.0.0.1, this machine only; 0.0.0.0 for everybody',
  },
  file: {
    type: 'string',
    value: 'path',
    description: 'where the feed is kept; default: ./outage-feed.json',
  },
  page: {type: 'string', value: 'name', description: 'name of your product'},
  components: {
    type: 'string',
    value: 'names',
    description: 'its parts, as "Payments,Invoices"; those missing in the file are added',
  },
  token: {
    type: 'string',
    value: 'token',
    description: 'what publishers must send; better as OUTAGE_FEED_TOKEN, which ps does not show',
  },
  retry: {
    type: 'string',
    value: 'ms',
    description:
      'width of the spread of the first reconnect; default: 1 ms a reader, 1000 to 15000',
  },
  beat: {type: 'string', value: 's', description: 'proof of life this often; default: 60'},
  'max-stale': {
    type: 'string',
    value: 's',
    description: 'without proof of life readers distrust green after this; default: 300',
  },
  hold: {
    type: 'string',
    value: 's',
    description: 'a publish that does not say waits so long, and can be taken back; default: 0',
  },
  history: {
    type: 'string',
    value: 'days',
    description: 'what is over stays in history.json so long; default: 90',
  },
  'new-epoch': {
    type: 'boolean',
    description: 'after restoring the file from a backup: readers begin anew',
  },
  sign: {
    type: 'string',
    value: 'path',
    multiple: true,
    description:
      'a key of "outage-feed keygen" that signs what readers get; twice while one replaces another',
  },
  hub: {
    type: 'string',
    value: 'hub',
    description: 'embedded (default), redis=<url> or nchan=<publisher url>; or as OUTAGE_FEED_HUB',
  },
  snapshot: {
    type: 'string',
    value: 'path',
    description: 'writes the document to this file too, for a web server or a CDN',
  },
  stream: {
    type: 'string',
    value: 'url',
    description: 'where readers find the stream, seen from the document; default: feed',
  },
};

/** @throws {UsageError} for a value that is none. */
export function readServeOptions(given: Given, {environment}: Terminal): ServeOptions {
  const components = given
    .text('components')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  // Shells and containers write an empty variable for "not set". An empty flag is a mistake.
  const token = given.text('token') ?? (environment['OUTAGE_FEED_TOKEN'] || undefined);
  const hub = given.text('hub') ?? (environment['OUTAGE_FEED_HUB'] || undefined);
  const options = {
    host: given.text('host'),
    page: given.text('page'),
    components,
    token,
    hub: hub === undefined ? undefined : parseHub(hub),
    snapshot: given.text('snapshot'),
    stream: given.text('stream'),
    port: wholeNumber(given, 'port'),
    retryMs: wholeNumber(given, 'retry'),
    beatSeconds: wholeNumber(given, 'beat'),
    maxStaleSeconds: wholeNumber(given, 'max-stale'),
    holdSeconds: wholeNumber(given, 'hold'),
    keepHistoryDays: wholeNumber(given, 'history'),
  };
  return {
    file: given.text('file') ?? './outage-feed.json',
    newEpoch: given.flag('new-epoch'),
    sign: given.list('sign'),
    report: (error) => console.error(error instanceof OutageFeedError ? error.message : error),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
}

function parseHub(text: string): HubOption {
  const [, kind, value = ''] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (text === 'embedded') return text;
  if (kind === 'nchan') return {nchan: value.split(',').map((nodes) => nodes.trim().split('|'))};
  if (kind === 'redis') return {redis: value};
  throw new UsageError(`--hub takes embedded, nchan=<url> or redis=<url>, not "${text}".`);
}

function wholeNumber(given: Given, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? text : Number(text);
  throw new UsageError(`--${option} takes a whole number, not "${text}".`);
}
