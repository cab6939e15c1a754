/** The connection of one subscriber. */
export interface Connection {
  readonly write: (frame: Uint8Array) => void;
  /** The number of bytes that the network has not taken yet. */
  readonly backlog: () => number;
  /** Ends the connection once all bytes are sent. */
  readonly end: () => void;
  /** Ends the connection at once. */
  readonly cut: () => void;
}

/** Opens a connection. It calls `leave` when the connection is gone. */
export type OpenConnection = (leave: () => void) => Connection;

export interface Subscribers {
  /** The number of connected subscribers. */
  readonly count: () => number;
  readonly send: (frame: Uint8Array) => void;
  /** Opens a connection and sends the first frames to it. */
  readonly add: (first: readonly Uint8Array[], open: OpenConnection) => void;
  /** Sends a last frame and ends every stream. */
  readonly close: (last: Uint8Array) => void;
}

/**
 * Holds all subscribers. They share each frame; it is not copied.
 *
 * @param maxBacklogBytes the most bytes that may wait for one slow subscriber. A subscriber beyond
 * it is cut off, reconnects and resumes.
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
