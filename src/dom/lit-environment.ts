/**
 * The `document` and the `globalThis` that Lit gets in the script-tag files: rollup.config.mjs adds
 * an import of them to each of Lit's modules, whose own text stays as it is.
 *
 * A tag has to work on any page. There an element may hide a method (`<form name="createElement">`)
 * or stand for a global variable (`<form id="litHtmlVersions">`), and the page's policy may forbid
 * what Lit does while it loads. None of it may throw at that time, for then no element is defined.
 */
import {safeDocument} from './safe-document.js';

/**
 * Everything Lit asks of a document. It is a node, an empty one: between two templates Lit's tree
 * walker rests on its document.
 */
export const litDocument = Object.assign(safeDocument.createDocumentFragment(), {
  createElement: (name: string): HTMLElement => safeDocument.createElement(name),
  createComment: (data: string): Comment => safeDocument.createComment(data),
  createTextNode: (data: string): Text => safeDocument.createTextNode(data),
  importNode: (node: Node, deep: boolean): Node => safeDocument.importNode(node, deep),
  createTreeWalker: (root: Node, whatToShow: number): TreeWalker =>
    safeDocument.createTreeWalker(root, whatToShow),
});

/** Lit reads it as a variable as well. */
export const litPropertyMetadata = new WeakMap();

/** Everything Lit needs of the global object. It keeps the notes it makes there to itself. */
export const litGlobal = {
  litPropertyMetadata,
  ShadowRoot: globalThis.ShadowRoot,
  trustedTypes: {
    createPolicy: (name: string, rules: Rules): Rules => createPolicyLater(name, rules),
    emptyScript: '',
  },
};

/** The one rule of Lit's policy. The result is a string or a `TrustedHTML`. */
interface Rules {
  createHTML(html: string): string;
}

/**
 * Lit makes its policy while it loads. Here the policy is made with the first template instead: a
 * page that allows the name once, and has a Lit of its own, has mostly loaded that one by then.
 */
function createPolicyLater(name: string, rules: Rules): Rules {
  let policy: Rules | undefined;
  return {createHTML: (html) => (policy ??= createPolicy(name, rules)).createHTML(html)};
}

function createPolicy(name: string, rules: Rules): Rules {
  const {trustedTypes} = globalThis as {trustedTypes?: {createPolicy?: typeof createPolicy}};
  // An old browser has none, or an element of that id.
  if (typeof trustedTypes?.createPolicy !== 'function') return rules;
  try {
    return trustedTypes.createPolicy(name, rules);
  } catch {
    // The page does not allow the name, or has given it away. It may accept strings all the same.
    if (keepsTemplates()) return rules;
    const createHTML = (): never => {
      throw new Error(`the page's Content Security Policy does not allow trusted-types ${name}`);
    };
    return {createHTML};
  }
}

/** Whether the page leaves Lit's markup as it is. A default policy may clean it. */
function keepsTemplates(): boolean {
  const template = safeDocument.createElement('template');
  try {
    // eslint-disable-next-line no-restricted-properties -- The text is our own.
    template.innerHTML = '<p a$lit$="b"><!--c--></p>';
    const mark = template.content.firstElementChild;
    return mark?.getAttribute('a$lit$') === 'b' && mark.firstChild instanceof Comment;
  } catch {
    return false;
  }
}
