/**
 * Writes the JSON text of an event. A document is the event `snapshot`.
 *
 * @param event the name of the event in the stream (PROTOCOL.md, section 3).
 */
export type Encode = (event: string, value: object) => string;

/** Writes JSON without a signature. */
export const encodePlainly: Encode = (_event, value) => JSON.stringify(value);
