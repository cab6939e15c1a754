// The caller's side of the contract test: streams to read, and a server for the reports on them.
import {createServer} from 'node:http';
import type {IncomingHttpHeaders, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'vitest';

/** The answer to one request for a stream. With 200 it stays open until the test ends it. */
export interface StreamAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly chunks?: readonly (string | Uint8Array)[];
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Callback {
  readonly kind: 'event' | 'error';
  readonly event?: {readonly type: string; readonly data: string; readonly id: string};
  readonly error?: string;
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Real ms after which what a test waits for will not come. */
const HANG = 20_000;

/** There are no more answers: a reader that gets this one leaves. */
const NO_MORE: StreamAnswer = {status: 204};

class Play {
  readonly answers: StreamAnswer[];
  readonly requests: SeenRequest[] = [];
  readonly callbacks: Callback[] = [];
  /** The answer that is open, once all its pieces are written. */
  open: ServerResponse | undefined;
  #waiting: {done: () => boolean; resolve: () => void}[] = [];

  constructor(answers: StreamAnswer[]) {
    this.answers = answers;
  }

  changed(): void {
    for (const {done, resolve} of this.#waiting) if (done()) resolve();
    this.#waiting = this.#waiting.filter(({done}) => !done());
  }

  /** Waits for an event of the service; fails if it does not come. */
  async until(done: () => boolean): Promise<void> {
    if (done()) return;
    let limit: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({done, resolve});
      limit = setTimeout(() => {
        const {requests, callbacks} = this;
        const seen = `${requests.length} requests and ${callbacks.length} callbacks came`;
        reject(new Error(`In ${HANG / 1000} s only ${seen}; waited for ${String(done)}.`));
      }, HANG);
    });
    clearTimeout(limit);
  }
}

/** A caller for the service at a base URL. */
export async function startHarness(service: string) {
  const plays: Play[] = [];

  const server = createServer((request, response) => {
    const [, kind, number, rest = ''] = /^\/(stream|heard)\/(\d+)(?:\/(.*))?$/.exec(request.url!)!;
    const play = plays[Number(number)]!;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      if (kind === 'heard') {
        // A gap or a repetition is a failure of the service. It shows as a wrong list.
        play.callbacks[Number(rest) - 1] = JSON.parse(body) as Callback;
        response.writeHead(202).end();
      } else {
        const {method = '', headers} = request;
        play.requests.push({method, path: rest, headers, body});
        answer(play, response);
      }
      play.changed();
    });
  });

  const origin = await listen(server);

  async function call(method: string, address: string, body?: unknown): Promise<Response> {
    return fetch(service + address, {
      method,
      ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    });
  }

  return {
    call,
    /** Lets the service read a stream that is answered like this, request by request. */
    async play(options: object, ...answers: StreamAnswer[]) {
      const play = new Play(answers);
      const number = plays.push(play) - 1;
      const opening = await call('POST', '/', {
        streamUrl: `${origin}/stream/${number}/first`,
        callbackUrl: `${origin}/heard/${number}`,
        tag: expect.getState().currentTestName,
        initialDelayMs: 0,
        ...options,
      });
      const address = opening.headers.get('Location')!;
      return {
        callbacks: play.callbacks,
        requests: play.requests,
        /** Waits until so many callbacks have come. */
        heard: (count: number) => play.until(() => play.callbacks.length >= count),
        /**
         * Waits until the service has asked so many times. It has reported all that it read before.
         */
        async asked(count: number): Promise<SeenRequest> {
          await play.until(() => play.requests.length >= count);
          return play.requests[count - 1]!;
        },
        async send(text: string): Promise<void> {
          await play.until(() => play.open !== undefined);
          play.open!.write(text);
        },
        async end(): Promise<void> {
          await play.until(() => play.open !== undefined);
          play.open!.end();
          play.open = undefined;
        },
        command: (command: string) => call('POST', address, {command}),
        close: () => call('DELETE', address),
      };
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(play: Play, response: ServerResponse): void {
  const {status = 200, headers = {}, chunks = []} = play.answers.shift() ?? NO_MORE;
  response.socket!.setNoDelay(true);
  const type = status === 200 ? {'Content-Type': 'text/event-stream'} : {};
  response.writeHead(status, {...type, ...headers});
  if (status !== 200) return void response.end();
  response.flushHeaders();
  const rest = chunks.values();
  const write = (): void => {
    const {value, done} = rest.next();
    if (!done) return void response.write(value, () => setImmediate(write));
    play.open = response;
    play.changed();
  };
  write();
}
