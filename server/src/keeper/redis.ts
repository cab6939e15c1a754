import {createHash} from 'node:crypto';
import type {RedisClientType} from '@redis/client';
import {OutageFeedError} from '../errors.js';
import {checkState} from '../store/store.js';
import type {FeedState} from '../store/store.js';
import {revOf} from './shared-state.js';
import type {SharedState} from './shared-state.js';

/** The key of the hash that holds a feed. Each feed needs a database of its own. */
const key = 'outage-feed';

/** How long one answer may take, in milliseconds. */
const timeoutMs = 3000;
/** The time between two pings, in milliseconds. */
const pingMs = 3000;
/** After this silence, in milliseconds, a connection counts as lost: a cable may be pulled. */
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
 * Shares the state of a feed through Redis 6 or later.
 *
 * @param url redis: or rediss:, with the number of the database at its end; default 0.
 * @param onChange is called when the state may have changed.
 * @throws {OutageFeedError} `hub-failed` if Redis does not answer, or if the optional package
 * `@redis/client` is not installed.
 */
export async function shareThroughRedis(url: string, onChange: () => void): Promise<SharedState> {
  const {pathname, host} = new URL(url);
  // A channel belongs to the whole server, not to one database.
  const channel = `${key}:${Number(pathname.slice(1))}`;
  const client = await createRedisClient(url);
  const listener = client.duplicate();
  // Each command reports its own failure, and the clients reconnect by themselves.
  client.on('error', () => undefined);
  listener.on('error', () => undefined);

  const inTime = <Result>(answer: Promise<Result>): Promise<Result> => withTimeout(answer, host);

  async function evaluate(script: string, ...values: readonly string[]): Promise<boolean> {
    return 1 === (await inTime(client.eval(script, {keys: [key], arguments: [...values]})));
  }

  function close(): Promise<void> {
    for (const each of [client, listener]) if (each.isOpen) each.destroy();
    return Promise.resolve();
  }

  try {
    await inTime(Promise.all([client.connect(), listener.connect()]));
    await inTime(listener.subscribe(channel, onChange));
    // Messages sent while the connection was lost do not arrive any more.
    listener.on('ready', onChange);
    client.on('ready', onChange);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    async read() {
      const text = await inTime(client.hGet(key, 'state'));
      return typeof text === 'string' ? parseState(text) : undefined;
    },
    replace: (held, next) => evaluate(replaceScript, markOf(held), ...fieldsOf(next), channel),
    refill: (state) => evaluate(refillScript, ...fieldsOf(state), channel),
    close,
  };
}

async function createRedisClient(url: string): Promise<RedisClientType> {
  // The import is dynamic because only feeds with Redis need the package.
  const {createClient} = await import('@redis/client').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    const message = 'Redis needs a package that is not here. Run: npm install @redis/client';
    throw new OutageFeedError('hub-failed', message, {cause});
  });
  return createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: pingMs,
    socket: {connectTimeout: timeoutMs, socketTimeout: silenceMs},
  });
}

async function withTimeout<Result>(answer: Promise<Result>, host: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    throw new OutageFeedError(
      'hub-failed',
      `Redis at ${host} does not answer (${(cause as Error).message}). ` +
        'A change just made was not acknowledged: look at the page, then try again. ' +
        'Readers are served, and trust what was green for so long only.',
      {cause},
    );
  } finally {
    clearTimeout(timer);
  }
}

function parseState(text: string): FeedState {
  try {
    return checkState(JSON.parse(text) as Partial<FeedState>);
  } catch (cause) {
    const message =
      `What Redis holds as "${key}" is no feed: ${(cause as Error).message}. ` +
      'Name another database.';
    throw new OutageFeedError('hub-failed', message, {cause});
  }
}

/** The fields that a script writes: mark, rev and state. */
function fieldsOf(state: FeedState): readonly [mark: string, rev: string, state: string] {
  return [markOf(state), `${revOf(state)}`, JSON.stringify(state)];
}

/** Identifies a state: two different states never have the same mark. */
function markOf({document}: FeedState): string {
  const {epoch, rev} = document.ext;
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url');
  return `${epoch}.${rev}.${hash}`;
}
