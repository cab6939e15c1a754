/**
 * `document`, past what an element of the page may hide of it: `<img name="createElement">`
 * replaces the method.
 * Read it only while there is a document.
 */
export const safeDocument: Document = new Proxy({} as Document, {
  get(_target, name) {
    const value: unknown = Reflect.get(Document.prototype, name, document);
    return typeof value === 'function' ? (value.bind(document) as unknown) : value;
  },
});

/** False in Node and in workers. */
export const hasDocument = (): boolean => typeof document === 'object';
