import {FeedError} from '../wire/errors.js';
import {MAX_DOCUMENT_BYTES} from '../wire/limits.js';

/**
 * A body as JSON. Bytes are counted after decompression, so that a gzip bomb ends at the limit.
 * @throws {FeedError} `too-large`, `document` for broken JSON, or whatever the body's reader throws.
 */
export async function readJson(
  body: ReadableStream<Uint8Array> | null,
  limit = MAX_DOCUMENT_BYTES,
): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = body?.getReader();
  try {
    while (reader) {
      const {done, value} = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > limit)
        throw new FeedError('too-large', `The document is longer than ${limit} bytes.`);
      text += decoder.decode(value, {stream: true});
    }
  } finally {
    reader?.cancel().catch(() => undefined);
  }
  return parseJson(text + decoder.decode());
}

/** @throws {FeedError} `document` for broken JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FeedError('document', 'The answer is not JSON.', {cause});
  }
}
