// What importing full.js changes: formats by name, and signatures by attribute. It does so for the whole page, so the
// small version is another copy of the modules here.
import {beforeAll, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import type {FeedOptions, openFeed} from '../../src/feed/feed.js';
import {allAdapters} from '../../src/formats/all-adapters.js';
import {pageLevel} from '../../src/store/select.js';
import {goodDocument} from '../fixtures/hostile.js';
import {ManualClock} from '../support/clock.js';
import {createSigner, signed} from '../support/signing.js';
import {documentOf} from './formats/documents.js';

const src = 'https://feed.example/feed';
const TEN = Date.UTC(2026, 10, 21, 10);

let open: typeof openFeed;
let publicKey: string;
let signedText: string;

beforeAll(async () => {
  const signer = await createSigner('acme/2026');
  ({publicKey} = signer);
  const ext = {feed: 'acme', event: 'snapshot', signed_at: new Date(TEN).toJSON()};
  signedText = await signed({status: {indicator: 'none'}, ext}, signer);
});

/** What is shown of one answer. */
async function show(body: unknown, options: Partial<FeedOptions> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const feed = open({
    src,
    clock: new ManualClock(TEN),
    random: () => 0.5,
    fetch: () =>
      Promise.resolve(new Response(text, {headers: {'Content-Type': 'application/json'}})),
    ...options,
  });
  onTestFinished(() => feed.close());
  const {snapshot, error} = await feed.refresh();
  return {level: pageLevel(feed.state, feed.now()), snapshot, error: error?.code};
}

/** A body with the references that software writes by itself, and one that people write. */
const french = {
  status: {indicator: 'minor'},
  incidents: [{name: 'Paiement', incident_updates: [{body: '1 &lt; 2 &#x27;caf&eacute;&#x27;'}]}],
};

describe('the small version', () => {
  beforeEach(async () => {
    vi.resetModules();
    ({openFeed: open} = await import('../../src/feed/feed.js'));
  });

  test('reads the Statuspage family and Hund, and nothing else', async () => {
    expect(await show(goodDocument())).toMatchObject({level: 'partial'});
    expect(await show(documentOf('hund/incident'))).toMatchObject({level: 'degraded'});
    expect(await show(documentOf('gatus/incident'))).toEqual({
      level: 'unknown',
      snapshot: undefined,
      error: 'document',
    });
  });

  test.each<Partial<FeedOptions>>([
    {format: 'gatus'},
    {verify: 'require'},
    {verify: 'require', keys: 'acme/2026:x'},
    {verify: 'prefer'},
    {verify: 'typing error'},
  ])('opens nothing that it could not read, or not verify: %j', (options) => {
    const fetch = vi.fn();
    expect(() => open({src, fetch, ...options})).toThrow(
      /^format, verify and keys need the full version: load outage-widgets-full\.js/,
    );
    expect(fetch).not.toHaveBeenCalled();
  });

  test('reads the character references that software writes by itself', async () => {
    const {snapshot} = await show(french);
    expect(snapshot?.incidents[0]?.updates[0]?.body).toBe("1 < 2 'caf&eacute;'");
  });

  test('takes a format as an object', async () => {
    const {createFormat} = await import('../../src/formats/adapted-format.js');
    const format = createFormat(allAdapters);
    expect(await show(documentOf('gatus/incident'), {format})).toMatchObject({error: undefined});
  });
});

describe('the full version', () => {
  beforeEach(async () => {
    vi.resetModules();
    await import('../../src/full.js');
    ({openFeed: open} = await import('../../src/feed/feed.js'));
  });

  test.each(allAdapters.map(({name}) => name))(
    'tells %s by itself, and reads it by name just so',
    async (name) => {
      const document = documentOf(`${name}/incident`);
      const found = await show(document);
      expect(found.error).toBeUndefined();
      expect(found.level).not.toBe('operational');
      expect(await show(document, {format: name})).toEqual(found);
    },
  );

  test.each([undefined, 'statuspage'])('reads letters with accents (%s)', async (format) => {
    const {snapshot} = await show(french, {format});
    expect(snapshot?.incidents[0]?.updates[0]?.body).toBe("1 < 2 'café'");
  });

  test('reads the Statuspage family by itself and by name', async () => {
    const found = await show(goodDocument());
    expect(found.level).toBe('partial');
    expect(await show(goodDocument(), {format: 'statuspage'})).toEqual(found);
  });

  test.each(allAdapters.map(({name}) => name))(
    'by the name %s takes no error for the news that all is well, nor that trouble is gone',
    async (format) => {
      for (const other of [{}, null, 7, 'text', [{}], {error: true}, {data: []}, {incidents: []}])
        expect(await show(JSON.stringify(other), {format})).toEqual({
          level: 'unknown',
          snapshot: undefined,
          error: 'document',
        });
    },
  );

  test('by name takes an empty list for no trouble, where that is how it is said', async () => {
    expect(await show([])).toMatchObject({level: 'unknown', error: 'document'});
    const well: string[] = [];
    for (const {name} of allAdapters)
      if ((await show([], {format: name})).level === 'operational') well.push(name);
    expect(well).toEqual(['google-cloud', 'aws']);
  });

  test.each(['', ' ', 'Gatus', 'nagios', '__proto__', 'every'])(
    'says which names there are when somebody writes %j',
    (format) => {
      let message = '';
      try {
        open({src, format});
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        ({message} = error as TypeError);
      }
      expect(message).toMatch(/^format needs statuspage, [^]+, not /);
      expect(message.endsWith(`, not ${format}`)).toBe(true);
      for (const {name} of allAdapters) expect(message).toContain(` ${name},`);
    },
  );

  test('verifies by name of the mode, any format', async () => {
    const options = {verify: 'require', keys: publicKey};
    expect(await show(signedText, options)).toMatchObject({level: 'operational'});
    for (const body of [goodDocument(), documentOf('gatus/healthy'), {}])
      expect(await show(body, options)).toEqual({
        level: 'unknown',
        snapshot: undefined,
        error: 'signature',
      });
    expect(await show(goodDocument(), {...options, verify: 'prefer'})).toMatchObject({
      level: 'partial',
    });
  });

  test.each([
    [{verify: 'require'}, /^verify needs a key: keys=/],
    [{verify: 'require', keys: ' '}, /^verify needs a key: keys=/],
    [{verify: 'require', keys: 'acme'}, /^A key is written/],
    [{keys: 'acme'}, /^verify must be "require" or "prefer", not "undefined"\.$/],
    [{verify: 'always', keys: 'acme'}, /^verify must be "require" or "prefer", not "always"\.$/],
    [{keys: 'acme'}, /^verify must be "require" or "prefer", not "undefined"\.$/],
    [{verify: '', keys: 'acme'}, /^verify must be "require" or "prefer", not ""\.$/],
  ])('opens nothing with %j', (options, message) => {
    expect(() => open({src, ...options})).toThrow(TypeError);
    expect(() => open({src, ...options})).toThrow(message);
  });
});
