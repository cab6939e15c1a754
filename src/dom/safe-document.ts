/**
 * The page's `document`, whatever the page's elements are named: `<img name="createElement">`
 * replaces that method on `document` itself, so each property is read from `Document.prototype`.
 * It may only be read where there is a document: see `hasDocument`.
 */
export const safeDocument: Document = new Proxy({} as Document, {
  get(_target, name) {
    const value: unknown = Reflect.get(Document.prototype, name, document);
    return typeof value === 'function' ? (value.bind(document) as unknown) : value;
  },
});

/** Whether there is a document. In Node and in workers there is none. */
export const hasDocument = (): boolean => typeof document === 'object';

/** The document as a node, for observers. Its own properties are the page's: see `safeDocument`. */
export const documentNode = (): Node => document;
