import type {FeedDocument} from '../document.js';
import type {Problem} from '../errors.js';
import {CommandError, UsageError} from './command.js';
import type {Given, Option, Terminal} from './command.js';

const defaultUrl = 'http://127.0.0.1:8080';

/** The options of every command that talks to a server. */
export const clientOptions: Readonly<Record<string, Option>> = {
  url: {
    type: 'string',
    value: 'url',
    description: `where the server is; default: OUTAGE_FEED_URL, or ${defaultUrl}`,
  },
  token: {
    type: 'string',
    value: 'token',
    description: 'what the server wants to hear; default: OUTAGE_FEED_TOKEN',
  },
  json: {type: 'boolean', description: 'print the answer of the server as JSON'},
};

export interface Client {
  readonly summary: () => Promise<FeedDocument>;
  /** @param path without a slash in front, each part percent-encoded. */
  readonly send: <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;
}

/** @throws {UsageError} for a URL that is none. */
export function createClient(given: Given, {environment}: Terminal): Client {
  // Shells and containers write an empty variable for "not set". An empty flag is a mistake.
  const url = given.text('url') ?? (environment['OUTAGE_FEED_URL'] || defaultUrl);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UsageError(`--url must be a URL like ${defaultUrl}, not "${url}".`);
  }
  const base = url.replace(/\/*$/, '/');
  const token = given.text('token') ?? environment['OUTAGE_FEED_TOKEN'];

  async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const address = new URL(path, base);
    // A person who types a command means it. Only a page lets a publish wait.
    if (method !== 'GET') address.searchParams.set('hold', '0');
    const response = await fetch(address, {
      method,
      headers: {
        accept: 'application/json',
        ...(token && {authorization: `Bearer ${token}`}),
        ...(body !== undefined && {'content-type': 'application/json'}),
      },
      ...(body !== undefined && {body: JSON.stringify(body)}),
    }).catch((error: Error) => {
      throw unreachable(url, error);
    });
    const text = await response.text();
    if (!response.ok) throw refused(url, response.status, text);
    return (text === '' ? undefined : parseAnswer(url, text)) as Answer;
  }

  return {send, summary: () => send<FeedDocument>('GET', 'summary.json')};
}

interface Refusal {
  readonly error: string;
  readonly problems?: readonly Problem[];
}

function unreachable(url: string, error: Error): CommandError {
  const {code, message = error.message} = (error.cause ?? {}) as NodeJS.ErrnoException;
  const reason = code === 'ECONNREFUSED' ? 'nothing listens there' : message;
  return new CommandError(
    `No answer from ${url}: ${reason}.\n` +
      'Start a server with "outage-feed serve", or say where it is with --url.',
  );
}

function refused(url: string, status: number, text: string): CommandError {
  const {error, problems = []} = parseAnswer(url, text, status) as Refusal;
  const lines = problems.map(({pointer, message}) => `  ${pointer || '(all of it)'} ${message}`);
  const hint = status === 401 ? ['Give it with --token or OUTAGE_FEED_TOKEN.'] : [];
  return new CommandError([error, ...lines, ...hint].join('\n'));
}

function parseAnswer(url: string, text: string, status = 200): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(
      `${url} answers with status ${status} and no JSON. Is this an outage-feed server?`,
    );
  }
}
