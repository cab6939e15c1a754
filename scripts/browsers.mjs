// @ts-check
// Finds the browsers the tests run in, and installs the missing ones where that is safe to do
// unasked.
//
// The environment comes first, then PATH, then the usual places:
//   OUTAGE_CHROMIUM           Chromium or Chrome
//   OUTAGE_FIREFOX            Firefox
//   OUTAGE_WEBKIT_DRIVER      WebKitWebDriver (Linux only; there is no headless Safari)
//   OUTAGE_WEBKIT_MINIBROWSER MiniBrowser, the small browser it drives
//   OUTAGE_XVFB               Xvfb, the display MiniBrowser is shown on
//   OUTAGE_BROWSERS           limits the search, as in "chromium,webkit"; default: all
// tests/vitest.config.ts hands OUTAGE_CHROMIUM and OUTAGE_FIREFOX on to the end-to-end tests as
// they were found.
import {spawnSync} from 'node:child_process';
import {accessSync, constants, readdirSync, statSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/**
 * @typedef {object} Browsers
 * @property {string} [chromium]
 * @property {string} [firefox]
 * @property {{driver: string, miniBrowser: string, xvfb: string}} [webkit]
 */

/** @type {Record<keyof Browsers, string[]>} */
const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** The browsers asked for. */
function engines() {
  const all = /** @type {(keyof Browsers)[]} */ (Object.keys(debianPackages));
  const asked = process.env['OUTAGE_BROWSERS']?.split(',');
  const unknown = asked?.find((name) => !all.some((engine) => engine === name));
  if (unknown !== undefined) {
    throw new Error(`OUTAGE_BROWSERS has "${unknown}"; it knows ${all.join(', ')}.`);
  }
  return all.filter((engine) => asked?.includes(engine) ?? true);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} variable
 * @param {string[]} names looked up in PATH
 * @param {string[]} [places]
 */
export function find(variable, names, places = []) {
  const given = process.env[variable];
  if (given) {
    if (!isProgram(given)) throw new Error(`${variable} is ${given}, which is not a program.`);
    return given;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...places].find(isProgram);
}

/**
 * WebKitGTK keeps MiniBrowser out of PATH, in a folder named after the architecture or beside its
 * libraries.
 */
function miniBrowserPlaces() {
  return ['/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/local/libexec'].flatMap((base) => {
    /** @type {string[]} */
    let names = [];
    try {
      names = readdirSync(base);
    } catch {
      // This distribution has no such folder.
    }
    const folders = [
      base,
      ...names.filter((name) => name.includes('-linux-')).map((name) => join(base, name)),
    ];
    return folders.flatMap((folder) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((version) =>
        join(folder, version, 'MiniBrowser'),
      ),
    );
  });
}

/**
 * Finds the browsers that this machine has. It installs nothing.
 * @returns {Browsers}
 */
export function findBrowsers() {
  const applications = ['/Applications', join(process.env['HOME'] ?? '', 'Applications')];
  const chromium = find(
    'OUTAGE_CHROMIUM',
    ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    [
      '/usr/lib/chromium/chromium',
      '/opt/google/chrome/chrome',
      '/snap/bin/chromium',
      ...applications.flatMap((folder) => [
        `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
        `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      ]),
    ],
  );
  const firefox = find(
    'OUTAGE_FIREFOX',
    ['firefox-esr', 'firefox'],
    [
      '/usr/lib/firefox-esr/firefox-esr',
      '/usr/lib/firefox/firefox',
      '/opt/firefox/firefox',
      '/snap/bin/firefox',
      ...applications.map((folder) => `${folder}/Firefox.app/Contents/MacOS/firefox`),
    ],
  );
  const driver = find(
    'OUTAGE_WEBKIT_DRIVER',
    ['WebKitWebDriver'],
    ['/usr/libexec/WebKitWebDriver'],
  );
  const miniBrowser = find('OUTAGE_WEBKIT_MINIBROWSER', ['MiniBrowser'], miniBrowserPlaces());
  const xvfb = find('OUTAGE_XVFB', ['Xvfb']);
  /** @type {Browsers} */
  const found = {
    ...(chromium && {chromium}),
    ...(firefox && {firefox}),
    ...(driver && miniBrowser && xvfb && {webkit: {driver, miniBrowser, xvfb}}),
  };
  return Object.fromEntries(engines().map((engine) => [engine, found[engine]]));
}

/** @param {string[]} args @param {Record<string, string>} [env] */
export function aptGet(args, env = {}) {
  const run = () =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      encoding: 'utf8',
      env: {...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env},
    });
  const first = run();
  // Mirrors drop connections now and then: the only retry in this repository is of a download.
  const result = first.status === 0 ? first : run();
  if (result.status !== 0) {
    console.error(`apt-get ${args.join(' ')} failed:\n${result.stderr || result.stdout}`);
  }
}

/**
 * The browsers to test in. Installs missing ones when run as root on Debian or Ubuntu; elsewhere
 * says in one line what is left out. Throws when there is none, or, with CI=true, when any is
 * missing.
 * @returns {Browsers}
 */
export function ensureBrowsers() {
  let browsers = findBrowsers();
  let missing = engines().filter((engine) => !browsers[engine]);
  if (missing.length > 0 && process.getuid?.() === 0 && find('', ['apt-get'])) {
    console.log(`Installing ${missing.join(', ')} with apt-get, to test in.`);
    aptGet(['update', '--quiet']);
    // One by one: Ubuntu has not all of these packages, and one unknown name refuses the others.
    for (const engine of missing) {
      const packages = debianPackages[engine];
      aptGet(['install', '--quiet', '--yes', '--no-install-recommends', ...packages]);
    }
    browsers = findBrowsers();
    missing = missing.filter((engine) => !browsers[engine]);
  }
  if (missing.length === 0) return browsers;

  const how =
    `On Debian or Ubuntu: apt-get install ${missing.flatMap((engine) => debianPackages[engine]).join(' ')}. ` +
    'Elsewhere install Chrome and Firefox as usual; the WebKit build for tests exists on Linux only. ' +
    'Or name a program by the variables listed in scripts/browsers.mjs.';
  if (missing.length === engines().length) {
    throw new Error(`No browser found to run the tests in. ${how}`);
  }
  if (process.env['CI'] === 'true') {
    throw new Error(
      `CI=true asks for every browser, but ${missing.join(' and ')} is missing. ${how}`,
    );
  }
  console.log(`Left out, because it is not installed: ${missing.join(', ')}. ${how}`);
  return browsers;
}
