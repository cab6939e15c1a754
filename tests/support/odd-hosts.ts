// Pages that make it hard for a script: their elements have the names of what it reads, their scripts replaced what it
// calls, their policies forbid what it does.

export interface Host {
  readonly name: string;
  /** Stands before the script tag, in the body. */
  readonly body?: string;
  /** Runs before the script tag. */
  readonly script?: string;
  /** The value of `trusted-types`; without one there is no policy. */
  readonly policies?: string;
  /** Replaces the script tag. */
  readonly tag?: (tag: string) => string;
  /** What the page can be told: the news, as the banner draws it or in plain words, or nothing, which is never well. */
  readonly told: 'news' | 'nothing';
  /** What the developer is told on the console; default nothing. */
  readonly says?: RegExp;
}

/** Names of `document` that a library of components may read. */
const OF_DOCUMENT =
  'createElement createElementNS createComment createTextNode createTreeWalker createDocumentFragment importNode adoptNode currentScript readyState visibilityState hidden baseURI body head documentElement addEventListener removeEventListener dispatchEvent querySelector querySelectorAll getElementById adoptedStyleSheets defaultView activeElement implementation contains append prepend getRootNode ownerDocument nodeType firstChild children cookie URL title';
/** Names of the window that it may read, those among them that nobody has until an element takes them. */
const OF_WINDOW =
  'trustedTypes customElements navigator BroadcastChannel localStorage sessionStorage fetch console CSSStyleSheet litHtmlVersions litHtmlPolyfillSupport litElementVersions litElementPolyfillSupport reactiveElementVersions litNonce litIssuedWarnings litPropertyMetadata litElementHydrateSupport emitLitDebugLogEvents ShadyCSS ShadyDOM scheduler process config module exports define require global globalThis self OutageWidget outageWidgets document window';

/** By its name it stands in for a property of the document, by its id for one of the window. */
const clobbered = (name: string): Host => ({
  name: `a form called ${name}`,
  body: `<form id="${name}" name="${name}"></form>`,
  told: 'news',
});

const patched = (
  name: string,
  script: string,
  told: Host['told'] = 'news',
  says?: RegExp,
): Host => ({name, script, told, ...(says && {says})});

const taken = (...names: string[]) =>
  names.map((name) => `customElements.define('${name}', class extends HTMLElement {});`).join('\n');

/** @param everything - names of all that a document and a window have. */
export function oddHosts(everything: readonly string[]): readonly Host[] {
  const all = (write: (name: string) => string) => everything.map(write).join('');
  return [
    ...[...new Set(`${OF_DOCUMENT} ${OF_WINDOW}`.split(' '))].map(clobbered),
    {
      name: 'an image for every name that a document or a window has',
      body: all((name) => `<img name="${name}" alt="">`),
      told: 'news',
    },
    {
      name: 'a form for every name that a document or a window has',
      body: all((name) => `<form id="${name}" name="${name}"></form>`),
      told: 'news',
    },
    {name: 'two script tags', tag: (tag) => tag + tag, told: 'news'},
    {name: 'trusted-types lit-html', policies: 'lit-html', told: 'news'},
    {name: 'trusted-types with Lit’s among others', policies: 'a lit-html b', told: 'news'},
    ...['dompurify', "'none'", ''].map((policies): Host => ({
      name: `trusted-types ${policies || 'of no name'}`,
      policies,
      told: 'news',
      says: /does not allow trusted-types lit-html/,
    })),
    patched(
      '<outage-banner> is somebody else’s',
      taken('outage-banner'),
      'nothing',
      /outage-banner/,
    ),
    patched('<outage-notice> is somebody else’s', taken('outage-notice'), 'news', /outage-notice/),
    patched('<outage-feed> is somebody else’s', taken('outage-feed'), 'news', /outage-feed/),
    patched(
      'no element can be defined',
      "customElements.define = () => { throw new Error('No more elements'); };",
      'nothing',
      /No more elements/,
    ),
    patched('fetch throws', "window.fetch = () => { throw new Error('No'); };", 'nothing'),
    patched('fetch refuses', "window.fetch = () => Promise.reject(new Error('No'));", 'nothing'),
    patched('fetch refuses without a reason', 'window.fetch = () => Promise.reject();', 'nothing'),
    patched('fetch gives nothing', 'window.fetch = () => undefined;', 'nothing'),
    patched('fetch gives a word', "window.fetch = async () => 'OK';", 'nothing'),
    patched('fetch gives an empty object', 'window.fetch = async () => ({});', 'nothing'),
    patched(
      'fetch gives something like an answer',
      "window.fetch = async () => ({ok: true, status: 200, url: '', headers: new Map([['Content-Type', 'application/json']]), body: null, json: async () => ({})});",
      'nothing',
    ),
    patched('fetch never answers', 'window.fetch = () => new Promise(() => undefined);', 'nothing'),
    patched(
      'fetch is wrapped',
      'const {fetch} = window; window.fetch = async (...args) => { const answer = await fetch(...args); return {status: answer.status, url: answer.url, headers: answer.headers, body: answer.body}; };',
    ),
    patched('fetch is gone', 'delete window.fetch; window.fetch = undefined;', 'nothing'),
    patched(
      'JSON.parse throws',
      "JSON.parse = () => { throw new Error('No'); };",
      'nothing',
      /does not answer with a feed/,
    ),
    patched('JSON.stringify throws', "JSON.stringify = () => { throw new Error('No'); };"),
    patched(
      'arrays, maps and objects have more keys than usual',
      'for (const one of [Array, Map, Set, String, Function, Promise, Object]) { one.prototype.extra = function () { return this; }; one.prototype.nothing = null; }',
    ),
    patched(
      'arrays and strings write themselves as JSON',
      "Array.prototype.toJSON = function () { return '[' + this.length + ']'; }; String.prototype.toJSON = function () { return '\"' + this + '\"'; };",
    ),
    patched(
      'entries() is of an old library',
      'Array.prototype.entries = function () { return this.slice(); };',
    ),
    patched(
      'Array.from is of an old library',
      "Array.from = (item) => item == null ? [] : typeof item === 'string' ? [item] : [].slice.call(item);",
    ),
    patched(
      'there is no storage',
      "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {get() { throw new DOMException('No', 'SecurityError'); }});",
    ),
    patched(
      'tabs cannot find each other',
      "window.BroadcastChannel = class { constructor() { throw new Error('No'); } };",
    ),
    patched(
      'no lock is given',
      "navigator.locks.request = () => Promise.reject(new DOMException('No', 'SecurityError'));",
    ),
    patched(
      'no lock is given, at once',
      "navigator.locks.request = () => { throw new Error('No'); };",
    ),
    patched(
      'nobody listens to the console',
      'for (const name in console) console[name] = undefined;',
    ),
  ];
}
