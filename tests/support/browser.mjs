// @ts-check
// Real browsers for the end-to-end tests and the benchmark, and pages that remember their errors.
/* global document, Element, MutationObserver */
import {launch as start} from 'puppeteer-core';
import {findBrowsers} from '../../scripts/browsers.mjs';

const {chromium, firefox} = findBrowsers();
const programs = {...(chromium && {chromium}), ...(firefox && {firefox})};

/** @typedef {'chromium' | 'firefox'} Engine */

/** @type {Engine[]} those that are there */
export const engines = /** @type {Engine[]} */ (Object.keys(programs));
if (engines.length === 0) throw new Error('Neither Chromium nor Firefox is here to test in.');

/** Keeps Chromium from asking hosts of its own; a sandbox is not to be had as root. */
const chromiumFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Looks for no icons: a strict page would forbid them before anything of ours is loaded. */
const quietFirefox = {'browser.chrome.site_icons': false};

/** @param {Engine} engine */
export function launch(engine) {
  const executablePath = programs[engine];
  if (executablePath === undefined) throw new Error(`There is no ${engine} here.`);
  return engine === 'firefox'
    ? start({browser: 'firefox', executablePath, extraPrefsFirefox: quietFirefox})
    : start({executablePath, args: chromiumFlags});
}

/**
 * A browser prints these of its own accord when a server is gone or refuses; a page does not. Chromium
 * calls it a failed resource, Firefox a request that did not succeed.
 */
const networkTrouble = /^Failed to load resource: |CORS request did not succeed/;

/**
 * Opens a page in a window of its own, so that it is visible beside others, and listens to it.
 * @param {import('puppeteer-core').Browser} browser
 */
export async function openPage(browser) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage({type: 'window'});
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const network = [];
  const note = (/** @type {string} */ text) =>
    (networkTrouble.test(text) ? network : errors).push(text);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') note(message.text());
  });
  page.on('pageerror', (error) => note(String(error)));
  await page.evaluateOnNewDocument(() => {
    /** @type {any} */ (globalThis).violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      /** @type {any} */ (globalThis).violations.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      ),
    );
  });
  return {
    page,
    /** Lines that the browser prints about servers that do not answer. */
    network,
    /** Errors and warnings in the console, uncaught exceptions, and violations of the policy. */
    async complaints() {
      const violations = await page.evaluate(() => /** @type {any} */ (globalThis).violations);
      return [...errors, .../** @type {string[]} */ (violations)];
    },
    close: () => context.close(),
  };
}

/**
 * Records the announcements for screen readers. With `ariaNotify` a spy stands in for it; without, the texts of live regions
 * are read as they appear.
 * @param {import('puppeteer-core').Page} page
 * @param {'ariaNotify' | 'region'} way
 */
export async function listen(page, way) {
  await page.evaluateOnNewDocument((way) => {
    /** @type {string[]} */
    const spoken = [];
    /** @type {any} */ (globalThis).spoken = spoken;
    const prototype = /** @type {any} */ (Element.prototype);
    if (way === 'ariaNotify') {
      prototype.ariaNotify = (/** @type {string} */ text) => void spoken.push(text);
      return;
    }
    delete prototype.ariaNotify;
    new MutationObserver((records) => {
      for (const {target, addedNodes} of records) {
        const region = target instanceof Element && target.closest('[aria-live]');
        if (region && addedNodes.length > 0) spoken.push(region.textContent ?? '');
      }
    }).observe(document, {childList: true, subtree: true});
  }, way);
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<string[]>} */
export function spoken(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).spoken);
}

/**
 * Returns the visible texts of the elements of a kind, without those that show nothing.
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector
 */
export function seen(page, selector) {
  return page.evaluate((selector) => {
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map((element) => {
        const parts = [...(element.shadowRoot?.children ?? [])];
        return parts
          .map((part) => /** @type {HTMLElement} */ (part).innerText)
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim();
      })
      .filter((text) => text !== '');
  }, selector);
}
