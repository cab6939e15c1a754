// @ts-check
// The shells that applications are built in, each with parts that a test can find: everything with an id is measured, and
// `#last` is the last control of the page.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

/**
 * @typedef {object} Shell
 * @property {string} name
 * @property {readonly string[]} css style sheets, as text
 * @property {string} body
 * @property {'flow' | 'overlay'} layout where `auto` puts the banner
 */

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
/** @param {string} path */
const fromPackage = (path) => readFile(modules + path, 'utf8');

/** @param {number} count */
const paragraphs = (count) =>
  Array.from({length: count}, (_, index) => `<p>Invoice ${index + 1} is paid.</p>`).join('');

const LONG = paragraphs(60);
const BASE = 'body {margin: 0; font: 16px/1.5 sans-serif} header, nav, footer {padding: 12px 16px}';
const LAST = '<button id="last">Send</button>';

/**
 * The shells that any page may be written in.
 * @returns {Promise<readonly Shell[]>}
 */
export async function allShells() {
  const [bootstrap, preflight] = await Promise.all([
    fromPackage('bootstrap/dist/css/bootstrap.min.css'),
    fromPackage('tailwindcss/preflight.css'),
  ]);
  return [
    {
      name: 'a plain page',
      css: [BASE],
      body: `<header id="header">Acme</header><main id="main"><h1>Invoices</h1>${LONG}</main><footer id="footer">${LAST}</footer>`,
      layout: 'flow',
    },
    {
      name: 'a short page',
      css: [BASE],
      body: `<main id="main"><h1>Invoices</h1><p>None.</p>${LAST}</main>`,
      layout: 'flow',
    },
    {
      name: 'a body that is a flex row',
      css: [
        BASE,
        'body {display: flex; min-height: 100vh} nav {width: 140px; background: #8883} main {flex: 1; padding: 16px}',
      ],
      body: `<nav id="nav"><a href="#x">Home</a></nav><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main>`,
      layout: 'overlay',
    },
    {
      name: 'a body that is a flex column',
      css: [BASE, 'body {display: flex; flex-direction: column; min-height: 100vh} main {flex: 1}'],
      body: `<header id="header">Acme</header><main id="main">${LONG}</main><footer id="footer">${LAST}</footer>`,
      layout: 'flow',
    },
    {
      name: 'a grid with areas',
      css: [
        BASE,
        `body {display: grid; grid-template: "head head" 56px "side main" 1fr / 180px 1fr; min-height: 100vh}
        header {grid-area: head; background: #8883} nav {grid-area: side} main {grid-area: main; padding: 16px}
        @media (max-width: 480px) {body {grid-template: "head" 56px "side" auto "main" 1fr / 1fr}}`,
      ],
      body: `<header id="header">Acme</header><nav id="nav"><a href="#x">Home</a></nav><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main>`,
      layout: 'overlay',
    },
    {
      name: 'a chat of 100vh',
      css: [
        BASE,
        `html, body {height: 100%; overflow: hidden} #app {height: 100vh; display: flex; flex-direction: column}
        header {background: #8883} #log {flex: 1; overflow: auto; padding: 16px}
        form {display: flex; gap: 8px; padding: 12px} input {flex: 1; min-width: 0}`,
      ],
      body: `<div id="app"><header id="header">Support</header><div id="log">${LONG}</div><form id="form" onsubmit="return false"><input id="input" aria-label="Message">${LAST}</form></div>`,
      layout: 'overlay',
    },
    {
      name: 'a shell of 100vh whose document may scroll',
      css: [
        BASE,
        `#app {height: 100vh; display: grid; grid-template-rows: auto 1fr auto} #list {overflow: auto; padding: 16px}
        header, footer {background: #8883}`,
      ],
      body: `<div id="app"><header id="header">Mail</header><div id="list">${LONG}</div><footer id="footer">${LAST}</footer></div>`,
      layout: 'overlay',
    },
    {
      name: 'a shell that makes room for the banner',
      css: [
        BASE,
        `#app {height: calc(100vh - var(--outage-banner-block-size, 0px)); display: grid; grid-template-rows: auto 1fr auto}
        #list {overflow: auto; padding: 16px} header, footer {background: #8883}`,
      ],
      body: `<div id="app"><header id="header">Mail</header><div id="list">${LONG}</div><footer id="footer">${LAST}</footer></div>`,
      layout: 'flow',
    },
    {
      name: 'a fixed header',
      css: [
        BASE,
        'header {position: fixed; inset: 0 0 auto; height: 32px; color: #fff; background: #5b21b6} main {margin-top: 64px; padding: 16px}',
      ],
      body: `<header id="header">Acme</header><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main>`,
      layout: 'overlay',
    },
    {
      name: 'a sticky header',
      css: [
        BASE,
        'header {position: sticky; top: 0; color: #fff; background: #5b21b6} main {padding: 16px}',
      ],
      body: `<header id="header">Acme</header><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main>`,
      layout: 'flow',
    },
    {
      name: 'a fixed shell',
      css: [
        BASE,
        `#app {position: fixed; inset: 0; display: flex; background: Canvas} nav {width: 96px; background: #8883}
        main {flex: 1; overflow: auto; padding: 16px}`,
      ],
      body: `<div id="app"><nav id="nav"><a href="#x">Home</a></nav><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main></div>`,
      layout: 'overlay',
    },
    {
      name: 'a body that is transformed',
      css: [
        BASE,
        'body {display: flex; transform: translateX(0)} nav {width: 96px; background: #8883} main {flex: 1; padding: 16px}',
      ],
      body: `<nav id="nav"><a href="#x">Home</a></nav><main id="main"><h1>Invoices</h1>${LONG}${LAST}</main>`,
      layout: 'overlay',
    },
    {
      name: 'Bootstrap, fixed-top',
      css: [bootstrap],
      body: `<nav id="nav" class="navbar navbar-expand bg-dark fixed-top" data-bs-theme="dark"><div class="container-fluid"><a class="navbar-brand" href="#x">Acme</a></div></nav>
        <main id="main" class="container" style="padding-top: 80px"><h1>Invoices</h1>${LONG}<button id="last" class="btn btn-primary">Send</button></main>`,
      layout: 'overlay',
    },
    {
      name: 'Tailwind, a sidebar shell',
      css: [
        preflight,
        `.flex {display: flex} .h-screen {height: 100vh} .w-16 {width: 4rem} .flex-1 {flex: 1 1 0%} .overflow-auto {overflow: auto}
        .p-4 {padding: 1rem} .bg {background: #8883}`,
      ],
      body: `<div id="app" class="flex h-screen"><nav id="nav" class="w-16 bg p-4"><a href="#x">Me</a></nav>
        <main id="main" class="flex-1 overflow-auto p-4"><h1>Invoices</h1>${LONG}${LAST}</main></div>`,
      layout: 'overlay',
    },
    {
      name: '* {all: unset}',
      css: [
        '* {all: unset} style, script, head, title, meta {display: none} html, body, main, p, h1 {display: block} body {display: flex}',
      ],
      body: `<nav id="nav"><a href="#x">Home</a></nav><main id="main"><h1>Invoices</h1>${LONG}<button id="last">Send</button></main>`,
      layout: 'overlay',
    },
    {
      name: '* {all: unset !important}',
      css: [
        '* {all: unset !important} style, script, head, title, meta {display: none !important} html, body, main, p, h1 {display: block !important}',
      ],
      body: `<main id="main"><h1>Invoices</h1>${LONG}<button id="last">Send</button></main>`,
      layout: 'flow',
    },
  ];
}
