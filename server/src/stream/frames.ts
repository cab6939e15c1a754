/** Encodes the parts of an event stream (HTML Standard, section 9.2). */

const encoder = new TextEncoder();

/** @param data JSON text; JSON.stringify leaves no line break in it. */
export function eventFrame(event: string, data: string, id?: string): Uint8Array {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`event: ${event}\n${idLine}data: ${data}\n\n`);
}

export function commentFrame(comment: string): Uint8Array {
  return encoder.encode(`: ${comment}\n\n`);
}

/** @param milliseconds the width of the spread of the first reconnect (PROTOCOL.md, section 3). */
export function retryFrame(milliseconds: number): Uint8Array {
  return encoder.encode(`retry: ${milliseconds}\n\n`);
}

/** The id of the message that carries a document. It is the same in every process. */
export function idOf({epoch, rev}: {readonly epoch: string; readonly rev: number}): string {
  return `${epoch}.${rev}`;
}
