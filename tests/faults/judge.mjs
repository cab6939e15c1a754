// @ts-check
// What an answer means to a reader, by its address, status and type.

/** Below 500, and yet worth another try soon. */
const SOON = [408, 425, 429];

/** The open question: a stream, or else a document. @param {{accept: string}} visit */
export const isStream = ({accept}) => accept.includes('event-stream');
/** Whatever a host has is taken: also a stream where a document was asked for. @param {{open: boolean, type?: string | null}} visit */
export const isStreamed = ({open, type}) => open && /^text\/event-stream/.test(type ?? '');

/**
 * @param {import('./page.mjs').Visit} visit
 * @param {boolean} valid nothing of what came is beyond all use
 */
export function judge(visit, valid) {
  const {open, status = 0, type, answeredFrom} = visit;
  const {origin} = new URL(visit.url);
  const elsewhere = Boolean(open && answeredFrom && new URL(answeredFrom).origin !== origin);
  const streamed = status === 200 && isStreamed(visit);
  const known = streamed || /json/.test(type ?? '');
  const denied = open && status !== 200 && status < 500 && !SOON.includes(status);
  return {
    streamed,
    elsewhere,
    /** It says by its headers what the host gives. */
    given: open && status === 200 && known && !elsewhere,
    /** A good answer, if all of it comes. */
    document: open && status === 200 && known && valid && !elsewhere && !streamed,
    /** It calls itself good, and nobody can use it. */
    wrong: open && status === 200 && (!known || !valid),
    /** It will hardly change soon. */
    denied,
  };
}
