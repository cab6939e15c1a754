import type {RunningServer, ServeOptions} from '../serve.js';
import {UsageError} from './command.js';
import type {Command, Terminal} from './command.js';
import {readServeOptions, serveOptions} from './serve-options.js';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serve a feed.',
  operands: [],
  options: serveOptions,
  notes: [
    'Without a token only this machine may publish. Behind a proxy on the same machine\n' +
      'set a token: to the server everybody looks like this machine there.',
    'A hub is for more readers than one process holds: Nchan on nginx, or several of\n' +
      'these with one Redis. Of Nchan name all publisher locations, with "|" between nodes\n' +
      'of one Redis and "," between clusters. With --snapshot and --stream nginx answers\n' +
      'all readers: deploy/nchan/README.md.',
  ],
  examples: [
    'outage-feed serve --page "Acme" --components "Payments,Invoices,Exports"',
    'OUTAGE_FEED_TOKEN=secret outage-feed serve --host 0.0.0.0 --file /var/lib/outage/feed.json',
    'outage-feed serve --hub nchan=http://127.0.0.1:8081/pub/acme --stream acme \\\n' +
      '    --snapshot public/acme.json',
    'outage-feed serve --hub redis=redis://127.0.0.1:6379/0 --port 8082 --file second.json',
  ],
  async run(given, terminal) {
    // The import is dynamic so that other commands start without the dependencies of the server.
    const {serve} = await import('../serve.js');
    await serveUntilSignalled(readServeOptions(given, terminal), terminal, serve);
  },
};

/** @throws {UsageError} for an option out of range. */
export async function serveUntilSignalled<Options extends Pick<ServeOptions, 'token'>>(
  options: Options,
  terminal: Terminal,
  serve: (options: Options) => Promise<RunningServer>,
): Promise<void> {
  const server = await serve(options).catch((error: unknown) => {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  });
  terminal.print(greeting(server, options.token !== undefined));
  await untilSignalled();
  terminal.print('Saying bye to subscribers.');
  await server.close();
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

/** Resolves at the first signal. A second signal finds no listener and ends the process at once. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      process.off('SIGINT', finish).off('SIGTERM', finish);
      resolve();
    };
    process.on('SIGINT', finish).on('SIGTERM', finish);
  });
}
