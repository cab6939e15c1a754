export interface Replay {
  /** Remembers the message that published a rev. Revs come in order; a gap makes it forget what was before. */
  readonly remember: (rev: number, frame: Uint8Array) => void;
  /** The messages after a rev, oldest first; undefined if some of them are forgotten. */
  readonly after: (rev: number) => readonly Uint8Array[] | undefined;
}

/**
 * The last messages, for subscribers who come back. What is too old or too much is forgotten: a
 * snapshot is cheaper then.
 *
 * @param newest the rev that is current when nothing has been published yet.
 * @param maxBytes of all remembered messages together.
 */
export function createReplay(newest: number, maxMessages: number, maxBytes: number): Replay {
  const frames: Uint8Array[] = [];
  let bytes = 0;

  return {
    remember(rev, frame) {
      if (rev !== newest + 1) bytes = frames.length = 0;
      newest = rev;
      frames.push(frame);
      bytes += frame.byteLength;
      while (frames.length > maxMessages || bytes > maxBytes) {
        bytes -= frames.shift()?.byteLength ?? 0;
      }
    },

    after(rev) {
      const missed = newest - rev;
      if (missed < 0 || missed > frames.length) return undefined;
      return frames.slice(frames.length - missed);
    },
  };
}
