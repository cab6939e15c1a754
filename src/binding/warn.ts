import {tellConsole} from '../dom/console.js';
import type {FeedState} from '../store/reduce.js';

const warned = new Set<string>();

/**
 * Warns the developer on the console, each sentence only once: a page full of widgets must not fill
 * its console.
 */
export function warnOnce(element: Element, message: string): void {
  warn(`<${element.localName}> ${message}`);
}

/**
 * Warns once for a feed whose address answers, and not with a feed: a single-page app answers with
 * its own page, for example. A failure that may pass is no mistake of the developer.
 * @param src - URL of the feed.
 */
export function warnOfAnswer(src: string, {code, message}: NonNullable<FeedState['error']>): void {
  if (code !== 'content-type' && code !== 'document') return;
  warn(
    `outage-widgets: ${src} does not answer with a feed. ${message}. Set src (data-src on the ` +
      'script tag) to the URL of a feed or of a Statuspage summary.json.',
  );
}

function warn(text: string): void {
  if (warned.has(text)) return;
  warned.add(text);
  tellConsole('warn', text);
}
