/**
 * The script tag's door: registers the elements, makes `data-src` the page's feed and puts one banner on top.
 * Whatever goes wrong here must cost the page nothing but the widgets.
 */
import {setDefaultFeed} from './binding/page-feeds.js';
import './define.js';
import {splitUrls} from './feed.js';

/** Our own tag. Not `document.currentScript`: an `<img name="currentScript">` would replace that. */
function ownScript(): HTMLScriptElement | undefined {
  const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get;
  const script: unknown = getter?.call(document);
  return script instanceof HTMLScriptElement ? script : undefined;
}

/** Attributes of the script tag that are handed on to its banner. */
const BANNER_ATTRIBUTES = ['component', 'lead-time', 'linger', 'heading-level'];

function boot(script: HTMLScriptElement): void {
  const src = script.getAttribute('data-src');
  if (!src) {
    console.warn('outage-widgets: the script tag has no data-src="…", the URL of a status feed.');
    return;
  }
  setDefaultFeed({src, mirrors: splitUrls(script.getAttribute('data-mirrors'))});
  if (script.getAttribute('data-banner') !== 'off') whenParsed(() => mount(script));
}

function whenParsed(then: () => void): void {
  if (document.readyState !== 'loading') then();
  else document.addEventListener('DOMContentLoaded', then, {once: true});
}

/** Inserted once, at the top of the page's flow, behind a skip link: that has to stay the first thing to tab to. */
function mount(script: HTMLScriptElement): void {
  const query = Document.prototype.querySelector;
  if (query.call(document, 'outage-banner')) return;
  const banner = document.createElement('outage-banner');
  for (const name of BANNER_ATTRIBUTES) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) banner.setAttribute(name, value);
  }
  const skipLink = query.call(document, 'body > a[href^="#"]:first-child');
  if (skipLink) skipLink.after(banner);
  else query.call(document, 'body')?.prepend(banner);
}

try {
  const script = ownScript();
  if (script) boot(script);
} catch (error) {
  console.error('outage-widgets: could not start.', error);
}
