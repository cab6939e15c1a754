// @ts-check
// Takes pictures of the pages of the shells suite, with news: light and dark, at 1280 and 390 px,
// and folded.
//   node scripts/shells.mjs [part of a name]
// The pictures go to tests/results/shells, which is not kept.
import {mkdir, writeFile} from 'node:fs/promises';
import {launch, openPage} from '../tests/support/browser.mjs';
import {startFeed} from '../tests/support/feed-process.mjs';
import {allShells} from '../tests/support/shells.mjs';
import {html, scriptTag, startSite} from '../tests/support/site.mjs';

const [wanted = ''] = process.argv.slice(2);
const folder = new URL('../tests/results/shells/', import.meta.url);
const [feed, site, browser] = await Promise.all([startFeed(), startSite(), launch('chromium')]);
try {
  await mkdir(folder, {recursive: true});
  await feed.send('POST', '/incidents', {
    name: 'Card payments fail',
    status: 'identified',
    impact: 'critical',
    body: 'Our card provider rejects requests. We are moving payments to a second one.',
    components: [{id: 'payments', status: 'major_outage'}],
  });
  for (const shell of await allShells()) {
    if (shell.name.includes(wanted)) await photograph(shell);
  }
} finally {
  await browser.close();
  await Promise.all([feed.stop(), site.stop()]);
}

/** @param {import('../tests/support/shells.mjs').Shell} shell */
async function photograph({name, css, body}) {
  const styles = css.map((text) => `<style>${text}</style>`).join('');
  const head = `<style>:root {color-scheme: light dark}</style>${styles}${scriptTag(`${feed.url}/feed`)}`;
  site.pages.set('/', {body: html(body, {head})});
  const {page, close} = await openPage(browser);
  for (const [width, height] of /** @type {const} */ ([
    [1280, 800],
    [390, 844],
  ])) {
    for (const value of ['light', 'dark']) {
      await page.setViewport({width, height});
      await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value}]);
      await page.goto(site.url);
      await page.evaluate('localStorage.clear()');
      await page.reload();
      await page.waitForSelector('outage-banner[level]');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const file = `${name.replace(/\W+/g, '-')}-${width}-${value}`;
      await writeFile(new URL(`${file}.png`, folder), await page.screenshot());
      if (value === 'dark') continue;
      await page.evaluate(
        `document.querySelector('outage-banner').shadowRoot.querySelector('[part=dismiss]').click()`,
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      await writeFile(new URL(`${file}-folded.png`, folder), await page.screenshot());
    }
  }
  await close();
  console.log(name);
}
