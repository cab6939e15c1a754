// A page of its own inside the test's page: fresh modules, fresh globals, the same origin and
// storage.
import {fixture, html} from '@open-wc/testing';
import {until} from './page.ts';

export interface Frame {
  document: Document;
  window: Window & typeof globalThis;
  /** Everything the page or the library complained of. */
  complaints: string[];
}

/** Loads a page; its scripts have run when this resolves. */
export async function openPage(body: string, head = ''): Promise<Frame> {
  const complaints: string[] = [];
  const name = `complaints${crypto.randomUUID()}`;
  Object.assign(globalThis, {[name]: complaints});
  const watch = `<script>
    // All pages of a test have one clock.
    Date.now = () => parent.Date.now();
    const complain = (...words) => parent['${name}'].push(words.map(String).join(' '));
    console.error = console.warn = complain;
    addEventListener('error', (event) => complain(event.message));
    addEventListener('unhandledrejection', (event) => complain(event.reason));
    addEventListener('securitypolicyviolation', (event) => complain(event.violatedDirective, event.blockedURI));
  </script>`;
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="A page"></iframe>`);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  frame.srcdoc = `<!doctype html><html lang="en"><head>${watch}${head}</head><body>${body}</body></html>`;
  await loaded;
  return {
    document: frame.contentDocument!,
    window: frame.contentWindow as Frame['window'],
    complaints,
  };
}

export const scriptTag = (attributes: string, file = 'outage-widgets') =>
  `<script src="/cdn/${file}.js" ${attributes}></script>`;

/**
 * For a page's head: it may load scripts and data of its own host, and nothing else; a violation
 * is a complaint. Not 'self', which is nobody to Firefox in a page without an address.
 */
export const strictPolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none';
  script-src ${location.origin}; connect-src ${location.origin}; style-src 'none'; require-trusted-types-for 'script';
  trusted-types lit-html">`;

/**
 * The elements of a page; by the prototype, because an element may stand in for the document's own
 * methods.
 */
export const query = <E extends Element = HTMLElement>(
  {document, window}: Frame,
  selector: string,
) => window.Document.prototype.querySelector.call(document, selector) as E | null;

/** The banner of a page that has something to say. */
export async function bannerIn(page: Frame) {
  await until(() => query(page, 'outage-banner')?.hasAttribute('level'));
  return query<HTMLElementTagNameMap['outage-banner']>(page, 'outage-banner')!;
}
