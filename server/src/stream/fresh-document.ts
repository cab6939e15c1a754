import type {FeedDocument} from '../document.js';
import {etagOf} from '../etag.js';
import type {Encode} from '../signing/encoding.js';
import {eventFrame, idOf} from './frames.js';

/** One document in each form in which it is sent. */
export interface FreshDocument {
  /** JSON text. */
  readonly body: string;
  /** A strong ETag: equal only for equal bytes (RFC 9110, section 8.8.1). */
  readonly etag: string;
  readonly snapshotFrame: Uint8Array;
}

/**
 * `generated_at` proves that the feed lives, so it must move. If it moved with every answer, no
 * ETag would ever match. So it moves in steps of ten seconds, the max-age of the answer
 * (PROTOCOL.md, section 4). It is rounded down, because it must never claim more than is known. A
 * publish moves it at once.
 */
const stepMs = 10_000;

/**
 * A document is signed again after this time. Readers refuse a signature that is more than a day
 * old (PROTOCOL.md, section 6).
 */
const signedForMs = 3_600_000;

/** Clocks differ by this much, and corrections move them by as much, in milliseconds. */
const clockSlackMs = 60_000;

/**
 * @param asOf up to when the document is known to be true, in milliseconds since 1970.
 * @param clock the present, milliseconds since 1970.
 * @returns a function that returns the same object until the document or the step changes.
 */
export function createFreshDocument(
  current: () => FeedDocument,
  asOf: () => number,
  clock: () => number,
  encode: Encode,
): () => FreshDocument {
  let made: FreshDocument | undefined;
  let madeOf: FeedDocument | undefined;
  let madeAt = '';
  let madeInHour = 0;

  return () => {
    const document = current();
    const step = new Date(Math.floor(asOf() / stepMs) * stepMs).toISOString();
    const published = document.ext.generated_at;
    // A clock that has been set back leaves a time in the future, which would pass for fresh.
    const isAhead = Date.parse(published) - clock() > clockSlackMs;
    const generatedAt = step > published || isAhead ? step : published;
    const hour = Math.floor(clock() / signedForMs);
    const isMade = madeOf === document && madeAt === generatedAt && madeInHour === hour;
    if (made === undefined || !isMade) {
      madeOf = document;
      madeAt = generatedAt;
      madeInHour = hour;
      made = makeFresh({...document, ext: {...document.ext, generated_at: generatedAt}}, encode);
    }
    return made;
  };
}

function makeFresh(document: FeedDocument, encode: Encode): FreshDocument {
  const body = encode('snapshot', document);
  return {
    body,
    etag: etagOf(body),
    snapshotFrame: eventFrame('snapshot', body, idOf(document.ext)),
  };
}
