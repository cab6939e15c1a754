// The demo's pages, the build and the few packages it imports, as static files under a strict
// policy.
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {extname, join, sep} from 'node:path';
import {fileURLToPath} from 'node:url';

export const pages = [
  {path: '/', folder: 'product', about: 'a product with the widgets where they belong'},
  {path: '/operator', folder: 'operator', about: 'report, update and resolve; play an outage'},
  {path: '/gallery', folder: 'gallery', about: 'every element in every state'},
  {path: '/plain', folder: 'plain', about: 'nothing but the script tag'},
  {path: '/existing', folder: 'existing', about: "a status page's own summary.json, as it is"},
];

const root = fileURLToPath(new URL('..', import.meta.url));

/** The pages' import maps name these. The server offers nothing else of node_modules. */
const packages = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context'];

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The policy of a careful host. The widgets must live with it: no inline style, no inline script,
 * no markup from text.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
];

/** @param {import('hono').Hono} app */
export function addPages(app) {
  const postmortem = {path: '/postmortem', folder: 'postmortem'};
  for (const {path, folder} of [...pages, postmortem]) {
    app.get(path, (context, next) =>
      sendFile(context, next, join(root, 'demo', folder), 'index.html'),
    );
    addFolder(app, `/${folder}/`, join(root, 'demo', folder));
  }
  addFolder(app, '/shared/', join(root, 'demo/shared'));
  addFolder(app, '/dist/', join(root, 'dist'));
  addFolder(app, '/cdn/', join(root, 'cdn'));
  for (const name of packages) {
    addFolder(app, `/modules/${name}/`, join(root, 'node_modules', name));
  }
  // Browsers ask for it unasked; without an answer every page would log an error.
  app.get('/favicon.ico', (context) => context.body(null, 204));
}

/**
 * @param {import('hono').Hono} app
 * @param {string} prefix
 * @param {string} folder
 */
function addFolder(app, prefix, folder) {
  app.get(`${prefix}*`, (context, next) => {
    const name = decodeURIComponent(new URL(context.req.url).pathname.slice(prefix.length));
    return sendFile(context, next, folder, name);
  });
}

/**
 * @param {import('hono').Context} context
 * @param {import('hono').Next} next answers if there is no such file
 * @param {string} folder
 * @param {string} name
 */
async function sendFile(context, next, folder, name) {
  const file = join(folder, name);
  const type = types[extname(file)];
  // join() resolves the dots, so that a path that climbs out shows itself.
  if (type === undefined || !file.startsWith(folder + sep)) return next();
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return next();
  return context.body(text, 200, {
    'Content-Type': type,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    ...(type.startsWith('text/html') && {'Content-Security-Policy': policyFor(text)}),
  });
}

/**
 * An import map can only be written into the page, so the policy names the hash of what stands
 * there.
 */
function policyFor(html) {
  const [, map] = /<script type="importmap">(.*?)<\/script>/s.exec(html) ?? [];
  if (map === undefined) return policy.join('; ');
  const hash = createHash('sha256').update(map).digest('base64');
  return policy.join('; ').replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
}
