import {expect} from '@open-wc/testing';
import {openPage, query, scriptTag, strictPolicy} from '../support/frame.ts';
import type {Frame} from '../support/frame.ts';
import {answering, at, page, troubled, until} from '../support/page.ts';
import {createSigner, signed} from '../support/signing.ts';

// These load the built files, as a page does that allows nothing but them.

type Indicator = HTMLElementTagNameMap['outage-indicator'];

const fullTag = (attributes: string) => scriptTag(attributes, 'outage-widgets-full');

/** A page of one indicator, or of what is given, below a tag. */
const open = (tag: string, body = '<outage-indicator></outage-indicator>') =>
  openPage(`<h1>Acme</h1>${body}${tag}`, strictPolicy);

const indicator = (opened: Frame) => query<Indicator>(opened, 'outage-indicator')!;

const shows = (opened: Frame, level: string) =>
  until(() => indicator(opened).getAttribute('level') === level);

const serving = (document: unknown) =>
  answering({headers: {'content-type': 'application/json'}, body: JSON.stringify(document)});

/** A stream that goes on: whoever does not believe it leaves. */
const streaming = (data: string) =>
  answering({chunks: [`event: snapshot\ndata: ${data}\n\n`], keepOpen: true});

/** It has come, was read, and was left. */
async function refused(feed: Awaited<ReturnType<typeof answering>>): Promise<void> {
  for (let look = 0; look < 300; look++) {
    const {count, open} = await feed.requests();
    if (count > 0 && open === 0) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error('It was not refused.');
}

const gatus = () => [
  {
    name: 'Payments',
    key: 'shop_payments',
    results: [{success: false, status: 500, timestamp: at(-1)}],
  },
];

const instatus = () => ({
  page: {name: 'Acme', url: 'https://acme.example', status: 'HASISSUES'},
  activeIncidents: [
    {
      id: 'one',
      name: 'Card payments fail',
      started: at(-7),
      status: 'IDENTIFIED',
      impact: 'PARTIALOUTAGE',
      url: 'https://acme.example/one',
    },
  ],
});

const hund = (state: string, issues: unknown[] = []) => ({
  state,
  issues,
  groups: [{id: '1', name: 'Shop', components: [{id: '2', name: 'Payments', state}]}],
});

describe('the full file', () => {
  it('reads the Statuspage family, as the small one does', async () => {
    const feed = await serving(troubled());
    const opened = await open(fullTag(`data-src="${feed.url}"`));
    await shows(opened, 'partial');
    expect(query(opened, 'outage-banner') !== null).to.equal(true);
    expect(opened.complaints).to.deep.equal([]);
  });

  for (const format of ['', 'data-format="gatus"']) {
    it(`reads Gatus ${format || 'by itself'}`, async () => {
      const feed = await serving(gatus());
      const opened = await open(fullTag(`data-src="${feed.url}" ${format}`));
      await shows(opened, 'major');
      expect(opened.complaints).to.deep.equal([]);
    });
  }

  for (const format of ['', 'data-format="instatus"']) {
    it(`reads Instatus ${format || 'by itself'}`, async () => {
      const feed = await serving(instatus());
      const opened = await open(fullTag(`data-src="${feed.url}" ${format}`));
      await until(() =>
        query(opened, 'outage-banner')?.shadowRoot?.textContent.includes('Card payments fail'),
      );
      expect(opened.complaints).to.deep.equal([]);
    });
  }

  it('reads by an element’s attribute', async () => {
    const feed = await serving([]);
    const opened = await open(
      fullTag('data-banner="off"'),
      `<outage-feed src="${feed.url}" format="aws"><outage-indicator></outage-indicator></outage-feed>`,
    );
    await shows(opened, 'operational');
    expect(opened.complaints).to.deep.equal([]);
  });

  it('says once which formats there are, and shows nothing green, when somebody names another', async () => {
    const feed = await serving(page());
    const opened = await open(fullTag(`data-src="${feed.url}" data-format="nagios"`));
    await shows(opened, 'unknown');
    expect(opened.complaints.length).to.equal(1);
    expect(opened.complaints[0]).to.match(/statuspage, .*gatus.*not nagios/);
    expect((await feed.requests()).count).to.equal(0);
  });
});

describe('a feed that must be signed', () => {
  /** Some browsers cannot: there nothing is believed. */
  const signer = createSigner('acme/2026').catch(() => undefined);

  const documentOf = (more: object = {}) =>
    page({ext: {feed: 'acme', event: 'snapshot', signed_at: new Date().toISOString(), ...more}});

  const keysOf = async () => (await signer)?.publicKey ?? `acme/2026:${'A'.repeat(43)}`;

  /** As its publisher sends it; made up where it cannot be made. */
  async function signedText(document = documentOf()): Promise<string> {
    const known = await signer;
    return known
      ? signed(document, known)
      : `${JSON.stringify(document).slice(0, -1)},"signature":"acme/2026:AAAA"}`;
  }

  it('is believed where it is, and unknown where the browser cannot tell', async () => {
    const feed = await streaming(await signedText());
    const opened = await open(
      fullTag(`data-src="${feed.url}" data-verify="require" data-keys="${await keysOf()}"`),
    );
    if (await signer) await shows(opened, 'operational');
    else await refused(feed);
    expect(indicator(opened).getAttribute('level')).to.equal(
      (await signer) ? 'operational' : 'unknown',
    );
    expect(opened.complaints).to.deep.equal([]);
  });

  it('is unknown where it is not', async () => {
    const feed = await streaming(JSON.stringify(documentOf()));
    const opened = await open(
      fullTag(`data-src="${feed.url}" data-verify="require" data-keys="${await keysOf()}"`),
    );
    await refused(feed);
    expect(indicator(opened).level).to.equal('unknown');
    expect(opened.complaints).to.deep.equal([]);
  });

  it('is unknown where one letter was changed', async () => {
    const feed = await streaming((await signedText()).replace('Payments', 'payments'));
    const opened = await open(
      fullTag('data-banner="off"'),
      `<outage-feed src="${feed.url}" verify="require" keys="${await keysOf()}">
        <outage-indicator></outage-indicator>
      </outage-feed>`,
    );
    await refused(feed);
    expect(indicator(opened).level).to.equal('unknown');
    expect(opened.complaints).to.deep.equal([]);
  });

  it('is not opened, and says why, with keys that are none', async () => {
    const feed = await streaming(await signedText());
    const opened = await open(fullTag(`data-src="${feed.url}" data-verify="require"`));
    await shows(opened, 'unknown');
    expect(opened.complaints.length).to.equal(1);
    expect(opened.complaints[0]).to.contain('keys=');
    expect((await feed.requests()).count).to.equal(0);
  });

  it('is not opened by the small file, which cannot verify', async () => {
    const feed = await streaming(await signedText());
    const opened = await open(
      scriptTag(`data-src="${feed.url}" data-verify="require" data-keys="${await keysOf()}"`),
    );
    await shows(opened, 'unknown');
    expect(opened.complaints.length).to.equal(1);
    expect(opened.complaints[0]).to.contain('full.js');
    expect((await feed.requests()).count).to.equal(0);
  });

  it('is not opened by an element of the small file, which says so once', async () => {
    const feed = await streaming(await signedText());
    const provider = `<outage-feed src="${feed.url}" verify="require" keys="${await keysOf()}">
      <outage-indicator></outage-indicator>
    </outage-feed>`;
    const opened = await open(scriptTag('data-banner="off"'), provider + provider);
    await shows(opened, 'unknown');
    await until(() => opened.complaints.length > 0);
    expect(opened.complaints).to.deep.equal([
      '<outage-feed> cannot open its feed: format, verify and keys need the full version: load ' +
        'outage-widgets-full.js in place of outage-widgets.js, or import outage-widgets/full.js first.',
    ]);
    expect((await feed.requests()).count).to.equal(0);
  });
});

describe('the small file', () => {
  it('reads Hund, and asks for the whole after a change', async () => {
    const says = (name: string, data: unknown) =>
      `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    // Its retries may take a while, unless the stream asks for less.
    const start = (data: unknown) => `retry: 1\n\n${says('init_event', data)}`;
    const feed = await answering([
      {chunks: [start(hund('operational'))], keepOpen: true},
      {
        chunks: [
          start(
            hund('outage', [
              {
                id: '7',
                title: 'Card payments fail',
                label: 'Investigating',
                body: '<p>We look into it.</p>',
                standing: true,
                scheduled: false,
                created_at: Date.now() / 1000 - 420,
                components: [{id: '2', name: 'Payments'}],
                updates: [],
              },
            ]),
          ),
        ],
        keepOpen: true,
      },
    ]);
    const opened = await open(scriptTag(`data-src="${feed.url}"`));
    await shows(opened, 'operational');
    await feed.push(says('issue_created', {id: '7'}));
    await shows(opened, 'major');
    await until(() =>
      query(opened, 'outage-banner')?.shadowRoot?.textContent.includes('Card payments fail'),
    );
    expect(opened.complaints).to.deep.equal([]);
  });

  it('shows nothing green of a format it cannot read', async () => {
    const feed = await serving(gatus().map((one) => ({...one, results: [{success: true}]})));
    const opened = await open(scriptTag(`data-src="${feed.url}"`));
    await until(() => indicator(opened).getAttribute('level'));
    expect(indicator(opened).level).to.equal('unknown');
  });
});
