/**
 * The entry point of the script-tag file. It defines the elements, makes `data-src` the page's
 * feed, and keeps one banner on the page. Whatever goes wrong here must cost the page nothing but
 * the widgets.
 */
import {readFeedOptions} from './binding/attributes.js';
import {setDefaultFeed} from './binding/page-feeds.js';
import './define.js';
import {tellConsole} from './dom/console.js';
import {safeDocument} from './dom/safe-document.js';
import {openFeed} from './feed/feed.js';
import {whenThereIsNews} from './page/first-news.js';
import {keepBanner} from './page/keep-banner.js';
import {findScriptTag} from './page/script-tag.js';

/** The banner's own attributes. They may stand on the script tag, with `data-` before them. */
const BANNER_ATTRIBUTES = [
  'component',
  'heading-level',
  'layout',
  'lead-time',
  'linger',
  'min-level',
];

const NO_TAG =
  'outage-widgets cannot find its script tag, so it has no feed and adds no banner. Load the file ' +
  'by <script src="…" data-src="…">. In a bundler, import outage-widgets/define.js instead.';

/** Reads an attribute of the script tag; its name has `data-` before it there. */
type Read = (name: string) => string | null;

function boot(read: Read): void {
  const options = readFeedOptions(read);
  if (options) setDefaultFeed(options);
  if (read('banner') === 'off') return;
  const keep = (wasWell: boolean): void => {
    keepBanner({create: () => createBanner(read, wasWell), into: read('into')});
  };
  // Nothing is added to a page while all is well: a framework that hydrates the whole page finds it
  // as the server wrote it. Without a feed, a banner says so itself.
  if (options) whenThereIsNews(openFeed(options), (wasWell) => attempt(() => keep(wasWell)));
  else keep(false);
}

function createBanner(read: Read, wasWell: boolean): Element {
  const banner = safeDocument.createElement('outage-banner');
  banner.wasWell = wasWell;
  for (const name of BANNER_ATTRIBUTES) {
    const value = read(name);
    if (value !== null) banner.setAttribute(name, value);
  }
  // Turbo takes away what the server did not write when it morphs a page, but for this.
  banner.setAttribute('data-turbo-permanent', '');
  return banner;
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    tellConsole('error', 'outage-widgets', error);
  }
}

attempt(() => {
  const tag = findScriptTag();
  if (tag) boot((name) => tag.getAttribute(`data-${name}`));
  else tellConsole('warn', NO_TAG);
});
