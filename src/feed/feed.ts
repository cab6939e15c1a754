import {hasDocument, safeDocument} from '../dom/safe-document.js';
import {defaultFormat} from '../formats/default-format.js';
import type {Format} from '../formats/format.js';
import {parseUrl} from '../parsing/url.js';
import type {Feed, FeedOptions} from './options.js';
import {registry} from './registry.js';
import {createSharedFeed} from './shared-feed.js';

export type {Feed, FeedOptions} from './options.js';

/** The format that a feed's options bring or name. */
type ChooseFormat = (options: FeedOptions) => Format;

let chooseFormat: ChooseFormat = ({format = defaultFormat, verify, keys}) => {
  if (typeof format === 'string' || verify || keys)
    throw new TypeError(
      'format, verify and keys need the full version: load outage-widgets-full.js in place of ' +
        'outage-widgets.js, or import outage-widgets/full.js first.',
    );
  return format;
};

/** For `full.ts`, which knows what the names stand for. */
export function setFormats(choose: ChooseFormat): void {
  chooseFormat = choose;
}

/**
 * Opens a feed. Feeds with the same `src` and `mirrors` are one feed with one connection on the
 * whole page, also between two copies of this library; each caller gets an object of its own, to
 * close for itself.
 *
 * @throws {TypeError} if `src` or a mirror is no URL, or if `format`, `verify` or `keys` need
 *   `outage-widgets/full.js`.
 */
export function openFeed(options: FeedOptions): Feed {
  const urls = [options.src, ...(options.mirrors ?? [])].map(absolute);
  const {fetch, clock, random} = options;
  const format = chooseFormat(options);
  const {name} = format;
  // A feed that is read in its own way is not shared.
  const key = fetch || clock || random || name === undefined ? '' : urls.join(' ') + name;
  const {feeds} = registry();
  const shared = feeds.get(key) ?? createSharedFeed(urls, key, options, format);
  if (key) feeds.set(key, shared);
  const subscriptions = new Set<() => void>();
  let closed = false;
  return {
    src: urls[0]!,
    get state() {
      return shared.get();
    },
    now: shared.now,
    subscribe(listener) {
      if (closed) throw new Error('Closed: open it anew.');
      const unsubscribe = shared.subscribe(listener);
      subscriptions.add(unsubscribe);
      return () => {
        subscriptions.delete(unsubscribe);
        unsubscribe();
      };
    },
    refresh: shared.refresh,
    close() {
      closed = true;
      for (const unsubscribe of subscriptions) unsubscribe();
      subscriptions.clear();
    },
  };
}

function absolute(url: string): string {
  const result = parseUrl(url, hasDocument() ? safeDocument.baseURI : undefined);
  if (!result) throw new TypeError(`src needs a whole URL, not ${url}`);
  // A query is added to it later.
  result.hash = '';
  return result.href;
}
