/** The answer of a source is not a document. The message is a plain sentence for an operator. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
