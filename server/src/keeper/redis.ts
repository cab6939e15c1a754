import {createHash} from 'node:crypto';
import type {RedisClientType} from '@redis/client';
import {OutageFeedError} from '../errors.js';
import {checkState} from '../store/store.js';
import type {FeedState} from '../store/store.js';
import type {SharedState} from './shared-state.js';
import {revOf} from './shared-state.js';

/** A feed is one hash of a database: another feed takes another database. */
const key = 'outage-feed';

/** Milliseconds for one answer. */
const timeoutMs = 3000;
/** Milliseconds between two pings, and how long a connection may say nothing: a cable was pulled. */
const pingMs = 3000;
const silenceMs = 8000;

/** KEYS: the feed. ARGV: mark to be replaced, new mark, rev, state, channel. */
const replaceScript = `
if redis.call('HGET', KEYS[1], 'mark') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'mark', ARGV[2], 'rev', ARGV[3], 'state', ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[2])
return 1`;

/** KEYS: the feed. ARGV: new mark, rev, state, channel. */
const refillScript = `
local rev = redis.call('HGET', KEYS[1], 'rev')
if rev and tonumber(rev) >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], 'mark', ARGV[1], 'rev', ARGV[2], 'state', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[1])
return 1`;

/**
 * Holds the state of a feed in Redis 6 or later.
 *
 * @param url redis: or rediss:, with the number of the database at its end; default 0.
 * @param wake is called when the state may have changed.
 * @throws {OutageFeedError} `hub-failed` if Redis does not answer.
 */
export async function shareThroughRedis(url: string, wake: () => void): Promise<SharedState> {
  const {pathname, host} = new URL(url);
  // Channels know no databases.
  const channel = `${key}:${Number(pathname.slice(1))}`;
  // Only here: who has no Redis starts without its client.
  const {createClient} = await import('@redis/client');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: pingMs,
    socket: {connectTimeout: timeoutMs, socketTimeout: silenceMs},
  }) as RedisClientType;
  const listener = client.duplicate();
  // Each command says what is wrong; the clients come back by themselves.
  client.on('error', () => undefined);
  listener.on('error', () => undefined);

  async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer for ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([answer, late]);
    } catch (cause) {
      throw new OutageFeedError(
        'hub-failed',
        `Redis at ${host} does not answer (${(cause as Error).message}). A change just made was not acknowledged: ` +
          'look at the page, then try again. Readers are served, and trust what was green for so long only.',
        {cause},
      );
    } finally {
      clearTimeout(timer);
    }
  }

  function close(): Promise<void> {
    for (const each of [client, listener]) if (each.isOpen) each.destroy();
    return Promise.resolve();
  }

  try {
    await inTime(Promise.all([client.connect(), listener.connect()]));
    await inTime(listener.subscribe(channel, wake));
    // What was said while it was away is lost.
    listener.on('ready', wake);
    client.on('ready', wake);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    async read() {
      const text = await inTime(client.hGet(key, 'state'));
      return typeof text === 'string' ? parse(text) : undefined;
    },
    async replace(held, next) {
      const args = [markOf(held), markOf(next), `${revOf(next)}`, JSON.stringify(next), channel];
      return 1 === (await inTime(client.eval(replaceScript, {keys: [key], arguments: args})));
    },
    async refill(state) {
      const args = [markOf(state), `${revOf(state)}`, JSON.stringify(state), channel];
      return 1 === (await inTime(client.eval(refillScript, {keys: [key], arguments: args})));
    },
    close,
  };
}

function parse(text: string): FeedState {
  try {
    return checkState(JSON.parse(text) as Partial<FeedState>);
  } catch (cause) {
    const message = `What Redis holds as "${key}" is no feed: ${(cause as Error).message}. Name another database.`;
    throw new OutageFeedError('hub-failed', message, {cause});
  }
}

/** Differs for any two states. */
function markOf({document}: FeedState): string {
  const {epoch, rev} = document.ext;
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url');
  return `${epoch}.${rev}.${hash}`;
}
