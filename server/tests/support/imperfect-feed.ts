import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

/** What a feed does otherwise than it should; without any of this it conforms. */
export interface Habits {
  /** Headers of the document; undefined takes one away. */
  readonly documentHeaders?: Readonly<Record<string, string | undefined>>;
  readonly streamHeaders?: Readonly<Record<string, string | undefined>>;
  readonly errorHeaders?: Readonly<Record<string, string | undefined>>;
  readonly status?: number;
  /** The whole document, as a value or as text. */
  readonly document?: unknown;
  /** What the stream says to who comes new, and to who comes back. */
  readonly frames?: readonly string[];
  readonly resumed?: readonly string[];
  /** The stream ends after its frames. */
  readonly ends?: boolean;
  /** It has no stream, or nothing but one. */
  readonly only?: 'document' | 'stream';
  readonly ignoresTags?: boolean;
  /** Answers instead; true if it did. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const open = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Age, Date, Retry-After',
};

/** A document that conforms, made now. */
export function goodDocument(ext: Readonly<Record<string, unknown>> = {}) {
  return {
    page: {id: 'acme', name: 'Acme', url: 'https://status.acme.example'},
    status: {indicator: 'none', description: 'All systems operational'},
    components: [{id: 'payments', name: 'Payments', status: 'operational'}],
    incidents: [] as unknown[],
    scheduled_maintenances: [] as unknown[],
    ext: {
      schema: '1',
      epoch: 'b7c1',
      rev: 42,
      generated_at: new Date().toISOString(),
      max_stale_seconds: 300,
      ...ext,
    } as Record<string, unknown>,
  };
}

export const snapshot = (value: unknown = goodDocument(), id = 'b7c1.42'): string =>
  `event: snapshot\nid: ${id}\ndata: ${JSON.stringify(value)}\n\n`;

export function beat(ext: Readonly<Record<string, unknown>> = {}): string {
  const {epoch, rev, generated_at} = goodDocument().ext;
  const data = {ext: {epoch, rev, generated_at, ...ext}};
  return `event: beat\nid: b7c1.42\ndata: ${JSON.stringify(data)}\n\n`;
}

export const hello = ': hello\n\nretry: 15000\n\n';
export const heartbeat = ': still here\n\n';

/** A feed on a free port that says all it has to say at once. */
export async function imperfectFeed(habits: Habits = {}): Promise<string> {
  const document = habits.document ?? goodDocument();
  const text = typeof document === 'string' ? document : JSON.stringify(document);

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (habits.answer?.(request, response)) return;
    const url = new URL(request.url ?? '/', 'http://feed');
    if (url.pathname !== '/feed') {
      response.writeHead(404, present({...open, ...habits.errorHeaders})).end('{}');
      return;
    }
    const asksForStream = request.headers.accept?.startsWith('text/event-stream') ?? false;
    const streams = habits.only === undefined ? asksForStream : habits.only === 'stream';
    if (streams) answerStream(url.searchParams.get('last_event_id'), response);
    else answerDocument(request, response);
  }

  function answerStream(lastEventId: string | null, response: ServerResponse): void {
    const headers = {
      ...open,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      vary: 'Accept',
      ...habits.streamHeaders,
    };
    response.writeHead(habits.status ?? 200, present(headers));
    const frames =
      lastEventId === null
        ? (habits.frames ?? [hello, snapshot(document), heartbeat, beat()])
        : (habits.resumed ?? [hello, beat()]);
    response.write(frames.join(''));
    if (habits.ends === true) response.end();
  }

  function answerDocument(request: IncomingMessage, response: ServerResponse): void {
    const headers = {
      ...open,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=10, stale-while-revalidate=60, stale-if-error=86400',
      etag: '"42"',
      vary: 'Accept',
      ...habits.documentHeaders,
    };
    const unchanged = request.headers['if-none-match'] === '"42"' && !habits.ignoresTags;
    response.writeHead(unchanged ? 304 : (habits.status ?? 200), present(headers));
    response.end(unchanged ? undefined : text);
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
}

function present(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
