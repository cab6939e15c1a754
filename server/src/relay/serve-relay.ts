import {serve} from '../serve.js';
import type {RunningServer} from '../serve.js';
import {timeout} from '../timers.js';
import {startRelay} from './relay.js';
import type {Relay} from './relay.js';
import {neverMs} from './confirmations.js';
import type {RelayOptions} from './relay-options.js';
import {nameSources} from './sources.js';
import type {Source} from './sources.js';
import {addSuggestions} from './suggestions.js';
import {formatNames} from './detect-format.js';
import {addWebhooks} from './webhooks.js';

/**
 * Opens and serves a feed, and publishes to it what other status pages say.
 *
 * @throws {OutageFeedError} as `serve` does.
 * @throws {RangeError} for an option out of range, such as an invalid URL or an unknown format.
 */
export async function serveRelay(options: RelayOptions): Promise<RunningServer> {
  const {from = [], providers: provided = [], webhookSecret, clock = Date.now} = options;
  requireOptions(options);
  const named = nameSources([...from, ...provided]);
  const listens = from.length === 0 && webhookSecret !== undefined;
  const sources = listens ? [postingPage(options.page)] : named.slice(0, from.length);
  const providers = named.slice(from.length);
  const settings = {
    keepEndedSeconds: 900,
    timeoutMs: 15_000,
    fetch,
    random: Math.random,
    after: timeout,
    log: () => undefined,
    ...options,
    clock,
    sources,
    providers,
    publishProviders: options.publishProviders ?? false,
    format: options.format,
    hasName: options.page !== undefined,
  };
  const repeats = sources.length > 0 || (providers.length > 0 && settings.publishProviders);
  let relay: Relay | undefined;
  const server = await serve({
    ...options,
    sources,
    providers: options.publishProviders ? providers.map(({id}) => id) : [],
    asOf: () => relay?.asOf() ?? (repeats ? neverMs : clock()),
    notYet: () =>
      relay?.isEmpty() ? 'No source has answered yet. Come back in a moment.' : undefined,
    extend(app, feed) {
      const started = startRelay(feed, settings);
      relay = started;
      addSuggestions(app, feed, options.token, started.suggestions);
      if (webhookSecret !== undefined) addWebhooks(app, webhookSecret, started.receive);
      options.extend?.(app, feed);
    },
  }).catch(async (error: unknown) => {
    await relay?.close();
    throw error;
  });
  return {
    ...server,
    async close() {
      await relay?.close();
      await server.close();
    },
  };
}

function requireOptions({from, providers, format, webhookSecret}: RelayOptions): void {
  if (!from?.length && !providers?.length && webhookSecret === undefined) {
    throw new RangeError('A relay needs a source: the URL of a status document.');
  }
  if (format !== undefined && !formatNames.includes(format)) {
    throw new RangeError(`There is no format "${format}". Known: ${formatNames.join(', ')}.`);
  }
  if (webhookSecret !== undefined && !/^[\w-]{16,}$/.test(webhookSecret)) {
    throw new RangeError(
      'The webhook secret must be at least 16 letters, digits, hyphens or underscores: ' +
        'it stands in a URL.',
    );
  }
}

/** The source of a relay that only receives posts. */
function postingPage(page: RelayOptions['page']): Source {
  const name = typeof page === 'string' ? page : (page?.name ?? 'Status page');
  return {id: 'webhook', name, isNamed: true, url: ''};
}
