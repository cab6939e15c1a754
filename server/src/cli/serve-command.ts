import type {RunningServer, ServeOptions} from '../serve.js';
import {UsageError} from './command.js';
import type {Command, Given, Terminal} from './command.js';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve a feed.',
  operands: [],
  options: {
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
      description: 'width of the spread of the first reconnect; default: 5000',
    },
    beat: {type: 'string', value: 's', description: 'proof of life this often; default: 60'},
    'max-stale': {
      type: 'string',
      value: 's',
      description: 'without proof of life readers distrust green after this; default: 300',
    },
    'new-epoch': {
      type: 'boolean',
      description: 'after restoring the file from a backup: readers begin anew',
    },
  },
  notes: [
    'Without a token only this machine may publish. Behind a proxy on the same machine set a token:\n' +
      'to the server everybody looks like this machine there.',
  ],
  examples: [
    'outage-feed serve --page "Acme" --components "Payments,Invoices,Exports"',
    'OUTAGE_FEED_TOKEN=secret outage-feed serve --host 0.0.0.0 --file /var/lib/outage/feed.json',
  ],
  async run(given, terminal) {
    const options = serveOptions(given, terminal);
    // Only here: the other commands start faster without the server's dependencies.
    const {serve} = await import('../serve.js');
    const server = await serve(options).catch((error: unknown) => {
      if (error instanceof RangeError) throw new UsageError(error.message);
      throw error;
    });
    terminal.print(greeting(server, options.token !== undefined));
    await untilSignalled();
    terminal.print('Saying bye to subscribers.');
    await server.close();
  },
};

function serveOptions(given: Given, {environment}: Terminal): ServeOptions {
  const page = given.text('page');
  const components = given
    .text('components')
    ?.split(',')
    .map((name) => name.trim());
  // An empty variable is how shells and containers write "not set"; an empty flag is a mistake.
  const token = given.text('token') ?? (environment['OUTAGE_FEED_TOKEN'] || undefined);
  const numbers = {
    port: wholeNumber(given, 'port'),
    retryMs: wholeNumber(given, 'retry'),
    beatSeconds: wholeNumber(given, 'beat'),
    maxStaleSeconds: wholeNumber(given, 'max-stale'),
  };
  return {
    file: given.text('file') ?? './outage-feed.json',
    newEpoch: given.flag('new-epoch'),
    ...(given.text('host') !== undefined && {host: given.text('host') as string}),
    ...(page !== undefined && {page}),
    ...(components && {components: components.filter((name) => name !== '')}),
    ...(token !== undefined && {token}),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
  };
}

function wholeNumber(given: Given, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? text : Number(text);
  throw new UsageError(`--${option} takes a whole number, not "${text}".`);
}

function greeting({url, feed}: RunningServer, hasToken: boolean): string {
  const {page, ext} = feed.document();
  return [
    `${page.name}: ${url}/feed`,
    `  as JSON     ${url}/summary.json`,
    `  kept in     ${feed.file} (rev ${ext.rev})`,
    hasToken
      ? '  publishing  with the token, from anywhere'
      : '  publishing  from this machine only; set OUTAGE_FEED_TOKEN to publish from elsewhere',
  ].join('\n');
}

/** The second signal finds no listener and ends the process at once. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      process.off('SIGINT', finish).off('SIGTERM', finish);
      resolve();
    };
    process.on('SIGINT', finish).on('SIGTERM', finish);
  });
}
