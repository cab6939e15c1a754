import type {RelayOptions} from '../relay/relay-options.js';
import type {SourceOptions} from '../relay/sources.js';
import type {Command, Given, Terminal} from './command.js';
import {serveUntilSignalled} from './serve-command.js';
import {readServeOptions, serveOptions} from './serve-options.js';

export const relayCommand: Command = {
  name: 'relay',
  summary: 'Serve a feed of what other status pages say.',
  operands: [],
  options: {
    from: {
      type: 'string',
      value: '[name=]url',
      multiple: true,
      description: 'a page to publish, as often as needed: its JSON, RSS or Atom',
    },
    provider: {
      type: 'string',
      value: '[name=]url',
      multiple: true,
      description: "somebody else's page: its incidents are suggested, see: outage-feed list",
    },
    'publish-providers': {type: 'boolean', description: 'publish their incidents at once'},
    format: {
      type: 'string',
      value: 'name',
      description: 'of all sources; default: each tells by its documents',
    },
    'webhook-secret': {
      type: 'string',
      value: 'secret',
      description:
        'a Statuspage page may post to /webhooks/<secret>; better as OUTAGE_FEED_WEBHOOK_SECRET',
    },
    ...serveOptions,
  },
  notes: [
    'The document is as old as the oldest word in it: when a source is silent,\n' +
      'green expires at the readers by itself, and what is broken stays.',
    'Incidents of your own are posted to a relay as to "serve".',
  ],
  examples: [
    'outage-feed relay --from https://status.acme.example/api/v2/summary.json',
    'outage-feed relay --from Shop=https://shop.acme.example/summary.json \\\n' +
      '    --from https://status.acme.example/summary.json --page "Acme"',
    'outage-feed relay --from https://status.acme.example/summary.json \\\n' +
      '    --provider https://status.cards.example/summary.json',
  ],
  async run(given, terminal) {
    // The import is dynamic so that other commands start without the dependencies of the server.
    const {serveRelay} = await import('../relay/serve-relay.js');
    await serveUntilSignalled(relayOptions(given, terminal), terminal, serveRelay);
  },
};

function relayOptions(given: Given, terminal: Terminal): RelayOptions {
  const {environment, print, warn} = terminal;
  const format = given.text('format');
  // Shells and containers write an empty variable for "not set". An empty flag is a mistake.
  const webhookSecret =
    given.text('webhook-secret') ?? (environment['OUTAGE_FEED_WEBHOOK_SECRET'] || undefined);
  return {
    ...readServeOptions(given, terminal),
    from: given.list('from').map(toSource),
    providers: given.list('provider').map(toSource),
    publishProviders: given.flag('publish-providers'),
    ...(format !== undefined && {format}),
    ...(webhookSecret !== undefined && {webhookSecret}),
    log: (news, sentence) => (news === 'good' ? print : warn)(sentence),
  };
}

/** Parses "Shop=https://…", a source with a name, or only its URL. */
function toSource(text: string): SourceOptions {
  const [, name, url] = /^([^=:/?]+)=(.+)$/.exec(text) ?? [];
  return name === undefined || url === undefined ? {url: text} : {name: name.trim(), url};
}
