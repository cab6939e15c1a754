/**
 * Writes the JSON text of an event, or of a document, which is a `snapshot`.
 *
 * @param event its name in the stream (PROTOCOL.md, section 3).
 */
export type Encode = (event: string, value: object) => string;

/** Unsigned. */
export const encodePlainly: Encode = (_event, value) => JSON.stringify(value);
