/** Where the bytes of one subscriber go. */
export interface Connection {
  readonly write: (frame: Uint8Array) => void;
  /** Bytes that the network has not taken yet. */
  readonly backlog: () => number;
  /** Ends it once all of them are sent. */
  readonly end: () => void;
  /** Ends it at once. */
  readonly cut: () => void;
}

/** @param leave is to be called when the connection has gone. */
export type OpenConnection = (leave: () => void) => Connection;

export interface Subscribers {
  /** How many are connected. */
  readonly count: () => number;
  readonly send: (frame: Uint8Array) => void;
  /** @param first is sent at once. */
  readonly add: (first: readonly Uint8Array[], open: OpenConnection) => void;
  /** Sends a last frame and ends every stream. */
  readonly close: (last: Uint8Array) => void;
}

/**
 * Everybody who listens. Frames are shared, not copied.
 *
 * @param maxBacklogBytes what may wait for one slow subscriber. Over it he is cut off; he comes back
 * and resumes.
 */
export function createSubscribers(maxBacklogBytes: number): Subscribers {
  const connections = new Set<Connection>();

  function send(frame: Uint8Array): void {
    for (const connection of connections) {
      if (connection.backlog() < maxBacklogBytes) {
        connection.write(frame);
      } else {
        connections.delete(connection);
        connection.cut();
      }
    }
  }

  return {
    count: () => connections.size,
    send,
    add(first, open) {
      const connection = open(() => connections.delete(connection));
      for (const frame of first) connection.write(frame);
      connections.add(connection);
    },
    close(last) {
      send(last);
      for (const connection of connections) connection.end();
      connections.clear();
    },
  };
}
