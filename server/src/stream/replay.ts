export interface Replay {
  /** Remembers the message of a rev. Revs come in order; a gap drops all earlier messages. */
  readonly remember: (rev: number, frame: Uint8Array) => void;
  /** The messages after a rev, oldest first; undefined if some of them are gone. */
  readonly after: (rev: number) => readonly Uint8Array[] | undefined;
}

/**
 * Keeps the last messages for subscribers who resume. The oldest ones are dropped when there are
 * too many, because a snapshot is cheaper then.
 *
 * @param newest the current rev before the first message.
 * @param maxBytes the most bytes of all messages together.
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
