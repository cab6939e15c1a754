// @ts-check
// The plainest Lit element that shows the same words: what our elements are compared with.
import {bundle} from '../../tests/support/bundle.mjs';

/**
 * One element that draws the given template again whenever its `text` changes, and one EventSource
 * that sets it.
 * @param {object} options
 * @param {string} options.template a Lit template that may use `this.text`
 * @param {string} [options.read] an expression that takes the text out of a `snapshot` document
 * @returns {Promise<string>} one module, minified as a user's bundler would
 */
export function bareLit({template, read = 'document.status.description'}) {
  return bundle(
    `import {LitElement, html} from 'lit';
    class BareElement extends LitElement {
      static properties = {text: {}};
      render() {
        return html\`${template}\`;
      }
    }
    customElements.define('bare-element', BareElement);
    window.listen = (feed) =>
      new EventSource(feed).addEventListener('snapshot', ({data}) => {
        const document = JSON.parse(data);
        const text = ${read};
        for (const element of window.document.querySelectorAll('bare-element')) element.text = text;
      });`,
    {minified: true},
  );
}
