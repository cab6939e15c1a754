// @ts-check
// Finds the engines a feed is scaled with, and installs the missing ones where that is safe to do
// unasked.
//
// The environment comes first, then PATH, then the usual places:
//   OUTAGE_NGINX   nginx
//   OUTAGE_NCHAN   ngx_nchan_module.so, the module of Nchan built for that nginx
//   OUTAGE_REDIS   redis-server
import {existsSync} from 'node:fs';
import {aptGet, find} from './browsers.mjs';

/**
 * @typedef {object} Engines
 * @property {{program: string, module: string}} [nchan]
 * @property {string} [redis]
 */

/** @type {Record<keyof Engines, string[]>} */
const debianPackages = {nchan: ['nginx', 'libnginx-mod-nchan'], redis: ['redis-server']};

const modulePlaces = [
  '/usr/lib/nginx/modules',
  '/usr/lib64/nginx/modules',
  '/usr/share/nginx/modules',
  '/usr/local/libexec/nginx',
  '/etc/nginx/modules',
].map((folder) => `${folder}/ngx_nchan_module.so`);

/**
 * Finds the engines that this machine has. It installs nothing.
 * @returns {Engines}
 */
export function findEngines() {
  const program = find('OUTAGE_NGINX', ['nginx'], ['/usr/sbin/nginx', '/usr/local/sbin/nginx']);
  const module = [process.env['OUTAGE_NCHAN'] ?? '', ...modulePlaces].find(existsSync);
  const redis = find('OUTAGE_REDIS', ['redis-server'], ['/usr/sbin/redis-server']);
  return {...(program && module && {nchan: {program, module}}), ...(redis && {redis})};
}

/**
 * The engines to test with. Installs missing ones when run as root on Debian or Ubuntu; elsewhere
 * says in one line what is left out. Throws, with CI=true, when any is missing.
 * @returns {Engines}
 */
export function ensureEngines() {
  const names = /** @type {(keyof Engines)[]} */ (Object.keys(debianPackages));
  let engines = findEngines();
  const missing = () => names.filter((name) => !engines[name]);
  if (missing().length > 0 && process.getuid?.() === 0 && find('', ['apt-get'])) {
    console.log(`Installing ${missing().join(' and ')} with apt-get, to test with.`);
    aptGet(['update', '--quiet']);
    // In single-user mode, as the packages see it, so that they start no servers of their own.
    const packages = missing().flatMap((name) => debianPackages[name]);
    aptGet(['install', '--quiet', '--yes', '--no-install-recommends', ...packages], {
      RUNLEVEL: '1',
    });
    engines = findEngines();
  }
  if (missing().length === 0) return engines;

  const how =
    `On Debian or Ubuntu: apt-get install ${missing()
      .flatMap((name) => debianPackages[name])
      .join(' ')}. ` +
    'Elsewhere name what is there by the variables listed in scripts/engines.mjs.';
  if (process.env['CI'] === 'true') {
    throw new Error(
      `CI=true asks for every engine, but ${missing().join(' and ')} is missing. ${how}`,
    );
  }
  console.log(
    `Left out, because it is not installed: the tests with ${missing().join(' and ')}. ${how}`,
  );
  return engines;
}
