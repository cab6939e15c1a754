import {connect} from 'node:net';
import type {Socket} from 'node:net';
import {onTestFinished} from 'vitest';

/** Opens a socket to this machine, which ends with the test. `text` has all that it received. */
export function openSocket(port: number): {
  readonly socket: Socket;
  readonly text: () => string;
  /** All that came until the other side closed, however it did. */
  readonly closed: Promise<string>;
} {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  return {socket, text: () => text, closed};
}

/** Sends bytes that no client library would, and waits for the server to close the connection. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  const {socket, closed} = openSocket(port);
  socket.write(bytes, 'latin1');
  return closed;
}

/** The status codes in a raw answer, in their order. */
export function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** Writes a request that closes its connection. A given header replaces the usual one. */
export function request(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const all = {
    Host: '127.0.0.1',
    Connection: 'close',
    ...(body !== '' && {
      'Content-Type': 'application/json',
      'Content-Length': `${Buffer.byteLength(body, 'latin1')}`,
    }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
