// @ts-check
// A product's own site: static pages on an origin of its own, each with the headers its test wants.
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {object} Page
 * @property {string | (() => string)} body
 * @property {string} [type] default: HTML
 * @property {Record<string, string>} [headers]
 * @property {boolean} [hangs] the request is accepted and never answered
 */

/**
 * Starts a site on a free port, with the script-tag build at `/outage-widgets.js`.
 * @param {{script?: string | undefined}} [options] `script`: another one instead
 */
export async function startSite({script} = {}) {
  /** @type {Map<string, Page>} */
  const pages = new Map();
  /** @type {string[]} what browsers reported to `report-uri /violations` */
  const reports = [];
  /** @type {string[]} method and path of every request */
  const requests = [];

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    requests.push(`${request.method} ${path}`);
    if (path === '/violations') {
      let report = '';
      for await (const chunk of request) report += chunk;
      reports.push(report);
      response.writeHead(204).end();
    } else if (path === '/outage-widgets.js') {
      const text = script ?? (await readFile(`${root}cdn/outage-widgets.js`));
      response.writeHead(200, {'Content-Type': 'text/javascript'}).end(text);
    } else {
      const page = pages.get(path);
      // Browsers ask for the icon unasked; without an answer every page would log an error.
      if (!page) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      if (page.hangs) return;
      const {body, type = 'text/html; charset=utf-8', headers = {}} = page;
      response.writeHead(200, {'Content-Type': type, 'Cache-Control': 'no-store', ...headers});
      response.end(typeof body === 'function' ? body() : body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    reports,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/**
 * @param {string} content of the body
 * @param {object} [options]
 * @param {string} [options.head]
 * @param {string} [options.attributes] of the html element
 */
export function html(content, {head = '', attributes = 'lang="en"'} = {}) {
  return `<!doctype html>
<html ${attributes}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>A product</title>
    ${head}
  </head>
  <body>
    ${content}
  </body>
</html>`;
}

/** @param {string} feed its URL @param {string} [attributes] */
export function scriptTag(feed, attributes = '') {
  return `<script async src="/outage-widgets.js" data-src="${feed}" ${attributes}></script>`;
}
