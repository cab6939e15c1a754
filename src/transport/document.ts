import {FeedError} from '../model/errors.js';
import {MAX_DOCUMENT_BYTES} from '../parsing/limits.js';

/**
 * A body as text. Bytes are counted after decompression, so that a gzip bomb ends at the limit.
 * @throws {FeedError} `too-large`, or whatever the body's reader throws.
 */
export async function readText(
  body: ReadableStream<Uint8Array>,
  limit = MAX_DOCUMENT_BYTES,
): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > limit) throw new FeedError('too-large');
    text += decoder.decode(value, {stream: true});
  }
}

/** @throws {FeedError} `document` for broken JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FeedError('document', {detail: 'it is no JSON', cause});
  }
}
