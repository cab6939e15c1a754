/**
 * What the script-tag file carries in place of `lit/html.js` (3.1 kB gzip): as much of it as our elements use, which is
 * texts, attributes with one value, listeners, templates, and lists of them. It makes elements one by one and parses no
 * HTML, so that the file needs no Trusted Types policy at all. npm users get Lit itself.
 */
import {safeDocument} from '../dom/safe-document.js';

interface Template {
  readonly strings: TemplateStringsArray;
  readonly values: readonly unknown[];
}

/** Shows a value in its place. */
type Part = (value: unknown) => void;

/** Puts a node where it belongs. */
type Put = (node: Node) => void;

/** Stands for a value in the joined strings of a template. */
const HOLE = '\0';
/** A closing tag, an opening one with its attributes, a hole, or text. */
const TOKEN = /<(\/)[^>]*>|<([\w-]+)([^>]*?)(\/?)>|\0|[^<\0]+/g;
const ATTRIBUTE = /([^\s="]+)=(?:"([^"]*)"|([^\s"]+))/g;
const SVG = 'http://www.w3.org/2000/svg';

export const nothing = Symbol('nothing');

export const html = (strings: TemplateStringsArray, ...values: readonly unknown[]): Template => ({
  strings,
  values,
});

/** Shows a value in a container; where it looks like the one before, only what differs is touched. */
export function render(value: unknown, container: ParentNode & {_$litPart$?: Part}): void {
  container._$litPart$ ??= createPlace((node) => container.append(node));
  container._$litPart$(value);
}

/** A place between two nodes, for a text, a template or a list. */
function createPlace(put: Put): Part {
  const [start, end] = [safeDocument.createComment(''), safeDocument.createComment('')];
  put(start);
  put(end);
  const putInside = (node: Node): void => end.before(node);
  let shape: unknown;
  let update: Part;
  return (value) => {
    const template = (value as Template | undefined)?.strings;
    const next = template ?? Array.isArray(value);
    if (next !== shape) {
      while (start.nextSibling !== end) start.nextSibling!.remove();
      shape = next;
      const create = template ? createInstance : next ? createList : createText;
      update = create(putInside, template!);
    }
    update(value);
  };
}

function createText(put: Put): Part {
  const text = safeDocument.createTextNode('');
  put(text);
  return (value) => {
    const data = textOf(value);
    if (text.data !== data) text.data = data;
  };
}

function createList(put: Put): Part {
  const places: Part[] = [];
  return (value) => {
    const items = value as readonly unknown[];
    for (let index = 0; index < items.length || index < places.length; index++) {
      places[index] ??= createPlace(put);
      places[index]!(index < items.length ? items[index] : nothing);
    }
  };
}

function createInstance(put: Put, strings: TemplateStringsArray): Part {
  const parts: Part[] = [];
  const parents: Element[] = [];
  for (const [token, close, tag, attributes, empty] of strings.join(HOLE).matchAll(TOKEN)) {
    const parent = parents.at(-1);
    const append: Put = (node) => (parent ? parent.append(node) : put(node));
    if (close) parents.pop();
    else if (token === HOLE) parts.push(createPlace(append));
    else if (!tag) append(safeDocument.createTextNode(token));
    else {
      const namespace = tag === 'svg' ? SVG : (parent ?? safeDocument.documentElement).namespaceURI;
      const element = safeDocument.createElementNS(namespace, tag);
      for (const [, name, quoted, plain] of attributes!.matchAll(ATTRIBUTE)) {
        const value = (quoted ?? plain)!;
        const part = createAttribute(element, name!, value);
        if (value.includes(HOLE)) parts.push(part);
        else element.setAttribute(name!, value);
      }
      append(element);
      if (!empty) parents.push(element);
    }
  }
  return (value) => (value as Template).values.forEach((item, index) => parts[index]!(item));
}

function createAttribute(element: Element, name: string, written: string): Part {
  let last: unknown;
  if (name.startsWith('@')) {
    element.addEventListener(name.slice(1), (event) => (last as (event: Event) => void)(event));
    return (value) => (last = value);
  }
  return (value) => {
    if (value === last) return;
    last = value;
    if (value === nothing) element.removeAttribute(name);
    else
      element.setAttribute(
        name,
        written.replace(HOLE, () => textOf(value)),
      );
  };
}

/** Objects have no text. */
function textOf(value: unknown): string {
  return /string|number|boolean/.test(typeof value) ? String(value) : '';
}
