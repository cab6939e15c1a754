// @ts-check
// React in the versions that hydrate whole documents differently: the page as the server writes it,
// and React's own modules as one script.
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {runInThisContext} from 'node:vm';

/** @typedef {18 | 19} Version */

/** @param {Version} version */
const requireOf = (version) =>
  createRequire(new URL(version === 18 ? 'react-18/package.json' : 'site.mjs', import.meta.url));

/** The development builds, which report what does not fit. */
const MODULES = {
  react: 'react/cjs/react.development.js',
  scheduler: 'scheduler/cjs/scheduler.development.js',
  'react-dom': 'react-dom/cjs/react-dom.development.js',
  'react-dom/client': 'react-dom/cjs/react-dom-client.development.js',
};

/** A page whose button counts, for the server and for the browser. */
const APP = `(({createElement: h, useState}, feed) => function App() {
  const [count, setCount] = useState(0);
  return h('html', {lang: 'en'},
    h('head', null, h('meta', {charSet: 'utf-8'}), h('title', null, 'A product'),
      h('script', {async: true, src: '/outage-widgets.js', 'data-src': feed})),
    h('body', null, h('header', null, 'Acme'), h('main', null,
      h('button', {id: 'last', onClick: () => setCount(count + 1)}, 'Count ' + count))));
})`;

/**
 * The page as the server writes it.
 * @param {Version} version
 * @param {string} feed its URL
 * @returns {string}
 */
export function writtenByReact(version, feed) {
  const load = requireOf(version);
  const react = load('react');
  const App = runInThisContext(APP)(react, feed);
  return `<!doctype html>${load('react-dom/server').renderToString(react.createElement(App))}`;
}

/**
 * Code that hydrates the whole document.
 * @param {Version} version
 * @param {string} feed its URL
 */
export async function hydration(version, feed) {
  const {resolve} = requireOf(version);
  const names = Object.entries(MODULES).filter(([name]) => version === 19 || !name.includes('/'));
  const modules = await Promise.all(
    names.map(async ([name, path]) => {
      const [start = '', ...rest] = path.split('/');
      const folder = dirname(resolve(`${start}/package.json`));
      const code = await readFile(join(folder, ...rest), 'utf8');
      return `${JSON.stringify(name)}(exports, require, process) {${code}\n}`;
    }),
  );
  return `{
    const modules = {${modules.join(',')}}, loaded = {};
    const require = (name) => {
      if (!(name in loaded)) modules[name](loaded[name] = {}, require, {env: {NODE_ENV: 'development'}});
      return loaded[name];
    };
    const react = require('react');
    // What react-dom/client of React 18 does before it hands on react-dom.
    const dom = require('react-dom');
    const internals = dom.__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED;
    if (internals) internals.usingClientEntryPoint = true;
    const {hydrateRoot} = require('${version === 19 ? 'react-dom/client' : 'react-dom'}');
    hydrateRoot(document, react.createElement(${APP}(react, ${JSON.stringify(feed)})));
  }`;
}
