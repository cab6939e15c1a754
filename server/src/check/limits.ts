/**
 * What a reader takes (PROTOCOL.md, section 5); src/parsing/limits.ts and src/clock/timing.ts of
 * outage-widgets have the reasons.
 */

/** Bytes of a document, after decompression. */
export const maxDocumentBytes = 1_048_576;
/** Characters of one event of a stream. */
export const maxEventCharacters = 1_048_576;
/** Bytes of a stream, after decompression, until a reader ends it and comes back. */
export const maxStreamBytes = 64_000_000;
/** Characters of an event's id. */
export const maxIdCharacters = 256;
export const maxComponents = 1_000;
export const maxIncidents = 50;
export const maxMaintenances = 100;
export const maxUpdates = 50;
/** Code points of a title: the rest is cut. */
export const maxTitleCharacters = 200;
/** Characters of a body: the rest is cut. */
export const maxBodyCharacters = 8_192;
/** Seconds without proof after which green is unknown, if the document does not say. */
export const defaultMaxStaleSeconds = 300;
/** Seconds between two polls, if the document does not say. */
export const defaultPollSeconds = 60;
/** Milliseconds that a reader waits for headers. */
export const headersTimeoutMs = 15_000;
/** Milliseconds that a reader waits for the first byte of a stream. */
export const firstByteTimeoutMs = 10_000;
