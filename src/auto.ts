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

function boot(script: HTMLScriptElement): void {
  const src = script.getAttribute('data-src');
  // Without one it only registers the elements; a banner without any feed says so itself.
  if (src) setDefaultFeed({src, mirrors: splitUrls(script.getAttribute('data-mirrors'))});
  if (script.getAttribute('data-banner') === 'off') return;
  if (document.readyState !== 'loading') mount(script);
  else document.addEventListener('DOMContentLoaded', () => mount(script));
}

/** Inserted once, at the top of the page's flow, behind a skip link: that has to stay the first thing to tab to. */
function mount(script: HTMLScriptElement): void {
  const find = (selector: string): Element | null =>
    Document.prototype.querySelector.call(document, selector);
  if (find('outage-banner')) return;
  const banner = document.createElement('outage-banner');
  // The banner's own attributes may stand on the tag: data-component, data-heading-level, data-lead-time, data-linger.
  for (const {name, value} of script.attributes) {
    if (/^data-(c|h|l)/.test(name)) banner.setAttribute(name.slice(5), value);
  }
  const skipLink = find('body > a[href^="#"]:first-child');
  if (skipLink) skipLink.after(banner);
  else find('body')?.prepend(banner);
}

try {
  const script = ownScript();
  if (script) boot(script);
} catch (error) {
  console.error('outage-widgets', error);
}
