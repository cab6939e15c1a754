/**
 * The script tag's door: registers the elements, makes `data-src` the page's feed and puts one banner on top.
 * Whatever goes wrong here must cost the page nothing but the widgets.
 */
import {setDefaultFeed} from './binding/page-feeds.js';
import './define.js';
import {optionsFrom} from './binding/attributes.js';
import {safeDocument} from './dom/safe-document.js';

function boot(script: HTMLScriptElement): void {
  const read = (name: string): string | null => script.getAttribute(`data-${name}`);
  const src = read('src');
  // Without one it only registers the elements; a banner without any feed says so itself.
  if (src) setDefaultFeed(optionsFrom(src, read));
  if (read('banner') === 'off') return;
  if (safeDocument.readyState !== 'loading') mount(script);
  else safeDocument.addEventListener('DOMContentLoaded', () => attempt(() => mount(script)));
}

/** Inserted once, at the top of the page's flow, behind a skip link: that has to stay the first thing to tab to. */
function mount(script: HTMLScriptElement): void {
  if (safeDocument.querySelector('outage-banner')) return;
  const banner = safeDocument.createElement('outage-banner');
  // The banner's own attributes may stand on the tag: data-component, data-heading-level, data-lead-time, data-linger.
  for (const {name, value} of script.attributes) {
    if (/^data-(c|h|l)/.test(name)) banner.setAttribute(name.slice(5), value);
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
  if (script instanceof HTMLScriptElement) boot(script);
});
