import {createHash} from 'node:crypto';
import type {FeedDocument} from '../document.js';
import type {Encode} from '../signing/encoding.js';
import {eventFrame, idOf} from './frames.js';

/** One document in the forms it is sent in. */
export interface FreshDocument {
  /** JSON text. */
  readonly body: string;
  /** Strong: equal for equal bytes only (RFC 9110, section 8.8.1). */
  readonly etag: string;
  readonly snapshotFrame: Uint8Array;
}

/**
 * `generated_at` proves that the feed lives, so it must move; if it moved with every answer no two
 * answers would be equal and no ETag ever match. So it moves in steps of ten seconds, the max-age of
 * the answer (PROTOCOL.md, section 4): rounded down, because proof may be older than it says, never
 * newer. A publish moves it at once.
 */
const stepMs = 10_000;

/** Readers refuse what was signed more than a day ago (PROTOCOL.md, section 6), however old the document is. */
const signedForMs = 3_600_000;

/** Milliseconds by which clocks differ, and are corrected now and then. */
const clockSlackMs = 60_000;

/**
 * @param asOf milliseconds since 1970 up to which the document is known to be true.
 * @param clock the present, milliseconds since 1970.
 * @returns the same object until the document or the step changes.
 */
export function createFreshDocument(
  current: () => FeedDocument,
  asOf: () => number,
  clock: () => number,
  encode: Encode,
): () => FreshDocument {
  let of: FeedDocument | undefined;
  let at = '';
  let hour = 0;
  let made: FreshDocument | undefined;

  return () => {
    const document = current();
    const step = new Date(Math.floor(asOf() / stepMs) * stepMs).toISOString();
    const published = document.ext.generated_at;
    // What was published by a clock that has been set back since would be new until then.
    const isAhead = Date.parse(published) - clock() > clockSlackMs;
    const generatedAt = step > published || isAhead ? step : published;
    const thisHour = Math.floor(clock() / signedForMs);
    if (made === undefined || of !== document || at !== generatedAt || hour !== thisHour) {
      of = document;
      at = generatedAt;
      hour = thisHour;
      made = makeFresh({...document, ext: {...document.ext, generated_at: generatedAt}}, encode);
    }
    return made;
  };
}

function makeFresh(document: FeedDocument, encode: Encode): FreshDocument {
  const body = encode('snapshot', document);
  return {
    body,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    snapshotFrame: eventFrame('snapshot', body, idOf(document.ext)),
  };
}
