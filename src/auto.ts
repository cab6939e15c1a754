/**
 * The entry point of the script-tag file. It defines the elements, makes `data-src` the page's
 * feed, and puts one banner on top. Whatever goes wrong here must cost the page nothing but the
 * widgets.
 */
import {readFeedOptions} from './binding/attributes.js';
import {setDefaultFeed} from './binding/page-feeds.js';
import './define.js';
import {safeDocument} from './dom/safe-document.js';

/** The banner's own attributes. They may stand on the script tag, with `data-` before them. */
const BANNER_ATTRIBUTES = ['component', 'heading-level', 'lead-time', 'linger'];

/** Reads an attribute of the script tag; its name has `data-` before it there. */
type Read = (name: string) => string | null;

function boot(read: Read): void {
  const options = readFeedOptions(read);
  // Without a feed it only registers the elements; a banner without any feed says so itself.
  if (options) setDefaultFeed(options);
  if (read('banner') === 'off') return;
  if (safeDocument.readyState !== 'loading') mount(read);
  else safeDocument.addEventListener('DOMContentLoaded', () => attempt(() => mount(read)));
}

/**
 * Puts one banner at the top of the page's flow. A skip link before it stays the first thing that
 * the Tab key reaches.
 */
function mount(read: Read): void {
  if (safeDocument.querySelector('outage-banner')) return;
  const banner = safeDocument.createElement('outage-banner');
  for (const name of BANNER_ATTRIBUTES) {
    const value = read(name);
    if (value !== null) banner.setAttribute(name, value);
  }
  const skipLink = safeDocument.querySelector('body>a[href^="#"]:first-child');
  if (skipLink) skipLink.after(banner);
  else safeDocument.querySelector('body')?.prepend(banner);
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error('outage-widgets', error);
  }
}

attempt(() => {
  // Our own tag, which runs as a classic script.
  const script = safeDocument.currentScript;
  if (script instanceof HTMLScriptElement) boot((name) => script.getAttribute(`data-${name}`));
});
