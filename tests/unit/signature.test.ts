// What is believed of a signed feed, with real keys; then what a reader is shown.
import {beforeAll, describe, expect, onTestFinished, test, vi} from 'vitest';
import {openFeed} from '../../src/feed/feed.js';
import {signedBy} from '../../src/signature.js';
import type {VerifyMode} from '../../src/signature.js';
import {statuspage} from '../../src/formats/statuspage/statuspage.js';
import {freshness, pageLevel} from '../../src/store/select.js';
import {ManualClock} from '../support/clock.js';
import {createSigner, signed, withSignature} from '../support/signing.js';
import type {Signer} from '../support/signing.js';

const TEN = Date.UTC(2026, 10, 21, 10);
const HOUR = 3_600_000;

let signer: Signer;
let successor: Signer;
let stranger: Signer;
beforeAll(async () => {
  signer = await createSigner('acme/2026');
  successor = await createSigner('acme/2027');
  stranger = await createSigner('other/2026');
});

const extOf = (more: object = {}) => ({
  feed: 'acme',
  event: 'snapshot',
  epoch: 'e',
  rev: 1,
  generated_at: new Date(TEN).toJSON(),
  signed_at: new Date(TEN).toJSON(),
  ...more,
});

const documentOf = ({indicator = 'none', ext = {}}: {indicator?: string; ext?: object} = {}) => ({
  page: {name: 'Acme – Grüße'},
  status: {indicator},
  components: [],
  ext: extOf(ext),
});

const beatOf = (more: object = {}) => ({ext: extOf({event: 'beat', ...more})});

interface Believing {
  mode?: VerifyMode;
  keys?: string;
  event?: string;
  now?: number;
  subtle?: SubtleCrypto;
}

/** `believed`, or why not. */
async function judge(text: string, options: Believing = {}): Promise<string> {
  const {mode = 'require', keys = signer.publicKey, event = '', now = TEN, subtle} = options;
  const format =
    'subtle' in options
      ? signedBy(mode, keys, statuspage, subtle ?? (null as unknown as SubtleCrypto))
      : signedBy(mode, keys, statuspage);
  try {
    await format.verify!(event, text, now);
    return 'believed';
  } catch (error) {
    expect(error).toMatchObject({name: 'FeedError', code: 'signature'});
    return (error as Error).message.replace('Status feed: the signature is not accepted: ', '');
  }
}

/** A browser without Ed25519. */
const without = {
  importKey: () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')),
} as unknown as SubtleCrypto;

describe('what a known key has signed is believed', () => {
  test('a document, and white space after it', async () => {
    const text = await signed(documentOf(), signer);
    expect(await judge(text)).toBe('believed');
    expect(await judge(`${text}\n`)).toBe('believed');
  });

  test('an event, by the name it was made for', async () => {
    expect(await judge(await signed(documentOf(), signer), {event: 'snapshot'})).toBe('believed');
    expect(await judge(await signed(beatOf(), signer), {event: 'beat'})).toBe('believed');
    const bye = {retry_after_ms: 1000, ext: extOf({event: 'bye'})};
    expect(await judge(await signed(bye, signer), {event: 'bye'})).toBe('believed');
  });

  test('by the exact bytes, however the publisher writes its JSON', async () => {
    const text = JSON.stringify(documentOf(), null, 2);
    expect(await judge(withSignature(text, await signer.sign(text)))).toBe('believed');
  });

  test('with one of several keys, and one of several signatures', async () => {
    const both = `${signer.publicKey}\n  ${successor.publicKey}`;
    expect(await judge(await signed(documentOf(), successor), {keys: both})).toBe('believed');
    const twice = await signed(documentOf(), successor, signer);
    for (const keys of [signer.publicKey, successor.publicKey, both])
      expect(await judge(twice, {keys})).toBe('believed');
  });

  test('for a day', async () => {
    const text = await signed(documentOf(), signer);
    expect(await judge(text, {now: TEN + 24 * HOUR - 1})).toBe('believed');
    expect(await judge(text, {now: TEN + 24 * HOUR})).toBe('it is an old copy');
  });
});

describe('nothing else is', () => {
  test('no text of which one byte was changed', async () => {
    const text = await signed(documentOf({indicator: 'major'}), signer);
    const end = text.lastIndexOf('","signature"') + 1;
    for (let place = 1; place < end; place += 7) {
      const changed =
        text.slice(0, place) +
        String.fromCharCode(text.charCodeAt(place) ^ 1) +
        text.slice(place + 1);
      expect(await judge(changed), `byte ${place}`).toBe('no known key signed it');
    }
    expect(await judge(text.replace('"major"', '"none"'))).toBe('no known key signed it');
    expect(await judge(text.replace(',"signature"', ' ,"signature"'))).toBe(
      'no known key signed it',
    );
  });

  test('no text with something after what was signed, or another signature after it', async () => {
    const text = await signed(documentOf(), signer);
    expect(await judge(text.replace(/}$/, ',"status":{"indicator":"none"}}'))).toBe(
      'the text is not signed',
    );
    expect(await judge(`${text}{}`)).toBe('the text is not signed');
    expect(await judge(withSignature(text, text.split('"signature":"')[1]!.slice(0, -2)))).toBe(
      'no known key signed it',
    );
  });

  test.each([
    ['a document without a signature', JSON.stringify(documentOf())],
    ['an empty signature', withSignature(JSON.stringify(documentOf()), '')],
    ['nothing', ''],
    ['a page to sign in', '<!doctype html><title>Sign in</title>'],
    ['a signature alone', '"signature":"x"}'],
    ['a very long signature', withSignature('{"ext":{}}', 'x'.repeat(1_001))],
  ])('not %s', async (_, text) => {
    expect(await judge(text)).toBe('the text is not signed');
  });

  test.each([
    'acme/2026:',
    'acme/2026:!!!!',
    'acme/2026:AAAA',
    `acme/2026:${'A'.repeat(86)}`,
    'acme/2026',
    ':',
    ' ',
    '__proto__:AAAA',
    `acme/2026:${'='.repeat(100)}`,
    `acme/2026:${'é'.repeat(20)}`,
  ])('not the signature %j', async (signature) => {
    const text = withSignature(JSON.stringify(documentOf()), signature);
    expect(await judge(text)).toBe('no known key signed it');
  });

  test('not a key that we do not know, nor one that borrows a known name', async () => {
    expect(await judge(await signed(documentOf(), stranger))).toBe('no known key signed it');
    const impostor = await createSigner('acme/2026');
    expect(await judge(await signed(documentOf(), impostor))).toBe('no known key signed it');
  });

  test('not what was signed for another feed, though its key is known as well', async () => {
    const keys = `${signer.publicKey} ${stranger.publicKey}`;
    expect(await judge(await signed(documentOf(), stranger), {keys})).toBe(
      'it was signed for another feed',
    );
    expect(await judge(await signed(documentOf({ext: {feed: undefined}}), signer))).toBe(
      'it was signed for another feed',
    );
  });

  test.each([
    ['a beat sent as a snapshot', beatOf(), 'snapshot'],
    ['a beat sent as a document', beatOf(), ''],
    ['a snapshot sent as a status', documentOf(), 'status'],
    ['a snapshot sent as a beat', documentOf(), 'beat'],
    ['an event that does not say what it is', documentOf({ext: {event: undefined}}), 'snapshot'],
  ])('not %s', async (_, value, event) => {
    expect(await judge(await signed(value, signer), {event})).toBe(
      'it was signed for another event',
    );
  });

  test('however old the news is: who repeats others may have heard nothing new', async () => {
    const old = documentOf({ext: {generated_at: new Date(TEN - 48 * HOUR).toJSON()}});
    expect(await judge(await signed(old, signer))).toBe('believed');
  });

  test.each([
    ['without a time', undefined, 'it does not say when it was signed'],
    ['of no time at all', 'yesterday', 'it does not say when it was signed'],
    ['of the day before', new Date(TEN - 25 * HOUR).toJSON(), 'it is an old copy'],
  ])('not a copy %s', async (_, time, refusal) => {
    const text = await signed(documentOf({ext: {signed_at: time}}), signer);
    expect(await judge(text)).toBe(refusal);
  });

  test('nothing without Ed25519, or outside of a secure page', async () => {
    const text = await signed(documentOf(), signer);
    expect(await judge(text, {subtle: without})).toBe('this browser cannot verify Ed25519');
    expect(await judge(text, {subtle: undefined as unknown as SubtleCrypto})).toBe(
      'this browser cannot verify Ed25519',
    );
  });
});

describe('`prefer`', () => {
  const prefer = (text: string, more: Believing = {}) => judge(text, {mode: 'prefer', ...more});

  test('believes what is signed well, or not at all', async () => {
    expect(await prefer(await signed(documentOf(), signer))).toBe('believed');
    expect(await prefer(JSON.stringify(documentOf()))).toBe('believed');
  });

  test('refuses what is signed wrongly', async () => {
    const text = await signed(documentOf(), signer);
    expect(await prefer(text.replace('Acme', 'Evil'))).toBe('no known key signed it');
    expect(await prefer(await signed(documentOf(), stranger))).toBe('no known key signed it');
    expect(await prefer(text, {event: 'beat'})).toBe('it was signed for another event');
    expect(await prefer(text, {now: TEN + 25 * HOUR})).toBe('it is an old copy');
  });

  test('believes everything where nothing can be verified', async () => {
    const text = (await signed(documentOf(), signer)).replace('Acme', 'Evil');
    expect(await prefer(text, {subtle: without})).toBe('believed');
  });
});

describe('a mistake of the page’s developer says what to write', () => {
  const words = (mode: unknown, keys: string) => () =>
    void signedBy(mode as VerifyMode, keys, statuspage);

  test.each(['', 'yes', 'REQUIRE', undefined])('the mode %j', (mode) => {
    expect(words(mode, signer.publicKey)).toThrow(
      new TypeError(`verify must be "require" or "prefer", not "${String(mode)}".`),
    );
  });

  test.each(['', '  \n'])('no keys: %j', (keys) => {
    expect(words('require', keys)).toThrow(
      new TypeError('verify needs a key: keys="<feed>/<key>:<base64url>".'),
    );
  });

  test.each([
    'acme',
    'acme/2026',
    'acme/2026:',
    'acme:AAAA',
    `/2026:${'A'.repeat(43)}`,
    `acme/2026:${'A'.repeat(42)}`,
    `acme/2026:${'A'.repeat(44)}`,
    `acme/2026:${'+'.repeat(43)}`,
  ])('the key %j', (key) => {
    expect(words('require', key)).toThrow(
      new TypeError(`A key is written <feed>/<key>:<base64url>, not "${key}".`),
    );
    expect(words('require', `${signer.publicKey} ${key}`)).toThrow(TypeError);
  });
});

test('a format that verifies has another name, so that no page shares it with one that does not', () => {
  const named = {...statuspage, name: 'statuspage'};
  const names = [
    named,
    signedBy('prefer', signer.publicKey, named),
    signedBy('require', signer.publicKey, named),
    signedBy('require', successor.publicKey, named),
  ].map(({name}) => name);
  expect(new Set(names).size).toBe(4);
  expect(signedBy('require', signer.publicKey, statuspage).name).toBeUndefined();
});

describe('a feed that must be signed', () => {
  const json = {'Content-Type': 'application/json'};

  /** Answers one visit after the other, the last one from then on. */
  function open(...answers: readonly [() => Response, ...(() => Response)[]]) {
    const clock = new ManualClock(TEN);
    const left = [...answers];
    const feed = openFeed({
      src: 'https://feed.example/feed',
      clock,
      random: () => 0.5,
      format: signedBy('require', signer.publicKey, statuspage),
      fetch: () => Promise.resolve((left.length > 1 ? left.shift()! : left[0]!)()),
    });
    onTestFinished(() => feed.close());
    feed.subscribe(() => undefined);
    return {
      feed,
      clock,
      /** What a reader sees as soon as it is verified, which takes a thread of its own. */
      shows: (level: string, known: string, error?: string) =>
        vi.waitFor(() => {
          const {state} = feed;
          const now = clock.now();
          expect([pageLevel(state, now), freshness(state, now), state.error?.code]).toEqual([
            level,
            known,
            error,
          ]);
        }, 5_000),
    };
  }

  const answer = (text: string, headers: Record<string, string> = json) => {
    return () => new Response(text, {headers});
  };
  const stream = (...events: readonly (readonly [name: string, text: string])[]) =>
    answer(events.map(([name, text]) => `event: ${name}\ndata: ${text}\n\n`).join(''), {
      'Content-Type': 'text/event-stream',
    });

  test('is shown when it is', async () => {
    const run = open(answer(await signed(documentOf(), signer)));
    await run.shows('operational', 'polling');
  });

  test('is never green when it is not, however often it says so', async () => {
    const run = open(answer(JSON.stringify(documentOf())));
    for (let minute = 0; minute < 60; minute++) {
      await run.clock.advance(60_000);
      await run.shows('unknown', 'unknown', 'signature');
    }
  });

  test('keeps its bad news when somebody else says that all is well', async () => {
    const bad = await signed(documentOf({indicator: 'critical'}), signer);
    const good = documentOf({ext: {rev: 2, generated_at: new Date(TEN + 60_000).toJSON()}});
    const run = open(answer(bad), answer(await signed(good, stranger)));
    await run.shows('major', 'polling');
    await run.clock.advance(HOUR);
    await run.shows('major', 'stale', 'signature');
  });

  test('ends a stream with the first event that is not signed, and keeps what came before', async () => {
    const bad = await signed(documentOf({indicator: 'critical'}), signer);
    const status = {status: {indicator: 'none'}, ext: extOf({rev: 2, event: 'status'})};
    const run = open(stream(['snapshot', bad], ['status', JSON.stringify(status)]));
    await run.shows('major', 'late', 'signature');
    expect(run.feed.state.snapshot!.revision.rev).toBe(1);
  });

  test('follows a signed stream', async () => {
    const good = {status: {indicator: 'none'}, ext: extOf({rev: 2, event: 'status'})};
    const run = open(
      stream(
        ['snapshot', await signed(documentOf({indicator: 'critical'}), signer)],
        ['status', await signed(good, signer)],
      ),
    );
    await run.shows('operational', 'late');
    expect(run.feed.state.snapshot!.revision.rev).toBe(2);
  });

  test('ignores events that nobody knows, signed or not', async () => {
    const good = await signed(documentOf(), signer);
    const run = open(stream(['weather', '{}'], ['snapshot', good], ['message', 'rain']));
    await run.shows('operational', 'late');
  });

  test('is not made fresh by a Date header, which nobody signs', async () => {
    const old = documentOf({ext: {generated_at: new Date(TEN - HOUR).toJSON()}});
    const headers = {...json, Date: new Date(TEN - HOUR).toUTCString()};
    const run = open(answer(await signed(old, signer), headers));
    await run.shows('unknown', 'stale');
    // Nor made old by one.
    const other = open(
      answer(await signed(documentOf(), signer), {
        ...json,
        Date: new Date(TEN + HOUR).toUTCString(),
      }),
    );
    await other.shows('operational', 'polling');
  });
});
