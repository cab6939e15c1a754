import {expect} from '@open-wc/testing';
import {bannerIn, openPage, query, scriptTag} from '../support/frame.ts';
import {
  answering,
  feedOf,
  incident,
  isAbsent,
  page,
  snapshot,
  troubled,
  until,
} from '../support/page.ts';

// These load the built file, as a page does.

const minor = () => page({incidents: [incident({impact: 'minor'})]});

/** A server of one document, for pages that come and go. */
const serving = (document: unknown) =>
  answering({headers: {'content-type': 'application/json'}, body: JSON.stringify(document)});

const dismissButton = (banner: Element) =>
  banner.shadowRoot!.querySelector<HTMLButtonElement>('[part=dismiss]')!;

const titleOf = (banner: Element) =>
  banner.shadowRoot!.querySelector('[part=title]')!.textContent.replace(/\s+/g, ' ').trim();

describe('script tag', () => {
  beforeEach(() => localStorage.clear());

  it('puts one banner on top of the page', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(`<h1>Acme</h1>${scriptTag(`data-src="${feed.url}"`)}`);
    const banner = await bannerIn(opened);
    expect(opened.document.body.firstElementChild === banner).to.equal(true);
    expect(titleOf(banner)).to.equal('Partial outage: Card payments fail');
    expect(opened.complaints).to.deep.equal([]);
  });

  it('adds nothing to a page while all is well, and the banner with the first news', async () => {
    const feed = await feedOf(page());
    const opened = await openPage(
      `<outage-indicator></outage-indicator>${scriptTag(`data-src="${feed.url}"`)}`,
    );
    await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'operational');
    expect(query(opened, 'outage-banner')).to.equal(null);
    await feed.push(snapshot(troubled()));
    expect(titleOf(await bannerIn(opened))).to.equal('Partial outage: Card payments fail');
  });

  it('reports a feed that cannot be read, also on a page without elements', async () => {
    const feed = await answering({status: 404});
    const opened = await openPage(
      `<script>
        document.addEventListener('outage-error', ({error}) => (globalThis.failure = error.code), true);
      </script>${scriptTag(`data-src="${feed.url}"`)}`,
    );
    await until(() => (opened.window as unknown as {failure?: string}).failure === 'http');
  });

  describe('as a module', () => {
    it('finds its own tag', async () => {
      const feed = await serving(troubled());
      const tag = scriptTag(`type="module" data-src="${feed.url}" data-linger="9"`);
      const opened = await openPage(
        `<script type="text/plain" src="/cdn/other.js" data-src="/"></script>${tag}`,
      );
      expect((await bannerIn(opened)).getAttribute('linger')).to.equal('9');
    });

    it('says once what to do if it has none', async () => {
      const opened = await openPage(
        `<script type="module">await import('${location.origin}/cdn/outage-widgets.js');</script>`,
      );
      await until(() => opened.complaints.length > 0);
      expect(opened.complaints.length).to.equal(1);
      expect(opened.complaints[0]).to.contain('<script src="…" data-src="…">');
      expect(query(opened, 'outage-banner')).to.equal(null);
    });
  });

  it('comes after a skip link', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      `<a href="#main">Skip</a><h1>Acme</h1>${scriptTag(`data-src="${feed.url}"`)}`,
    );
    const banner = await bannerIn(opened);
    expect(banner.previousElementSibling?.localName).to.equal('a');
    expect(banner.nextElementSibling?.localName).to.equal('h1');
  });

  it('leaves a page its own banner', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      `<main><outage-banner></outage-banner></main>${scriptTag(`data-src="${feed.url}"`)}`,
    );
    await bannerIn(opened);
    expect(opened.document.querySelectorAll('outage-banner').length).to.equal(1);
  });

  it('hands its attributes on, in the head of a page as well', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      '<h1>Acme</h1>',
      scriptTag(
        `data-src="${feed.url}" data-heading-level="3" data-linger="9" data-component="payments"`,
      ),
    );
    const banner = await bannerIn(opened);
    expect(banner.getAttribute('heading-level')).to.equal('3');
    expect(banner.getAttribute('linger')).to.equal('9');
    expect(banner.getAttribute('component')).to.equal('payments');
  });

  it('hands on no other attributes, such as those of consent tools', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      '<h1>Acme</h1>',
      scriptTag(
        `data-src="${feed.url}" data-hidden data-class="x" data-cfasync="false" data-lang="de"`,
      ),
    );
    const banner = await bannerIn(opened);
    const names = ['hidden', 'class', 'cfasync', 'lang'].flatMap((name) => [name, `data-${name}`]);
    expect(names.filter((name) => banner.hasAttribute(name))).to.deep.equal([]);
    expect(isAbsent(banner)).to.equal(false);
  });

  it('only provides the feed with data-banner="off"', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      `<outage-indicator></outage-indicator>${scriptTag(`data-src="${feed.url}" data-banner="off"`)}`,
    );
    await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'partial');
    expect(query(opened, 'outage-banner')).to.equal(null);
  });

  it('only registers the elements without an address', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      `<outage-indicator src="${feed.url}"></outage-indicator>${scriptTag('data-banner="off"')}`,
    );
    await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'partial');
    expect(opened.complaints).to.deep.equal([]);
  });

  it('costs the page one element, for a while, when a property is odd', async () => {
    const feed = await serving(troubled());
    const opened = await openPage(
      `<outage-notice></outage-notice>${scriptTag(`data-src="${feed.url}"`)}`,
    );
    const notice = query<HTMLElementTagNameMap['outage-notice']>(opened, 'outage-notice')!;
    notice.component = ['payments'] as unknown as string;
    await bannerIn(opened);
    const said = opened.complaints.filter((words) => words.includes('matchAll'));
    expect(said.length).to.be.greaterThan(0);
    notice.component = 'payments';
    await until(() => !isAbsent(notice));
  });

  it('costs the page nothing but itself when its address is no URL', async () => {
    const opened = await openPage(`<h1>Acme</h1>${scriptTag('data-src="http://["')}`);
    expect(opened.document.querySelector('h1')!.textContent).to.equal('Acme');
    expect(opened.complaints.length).to.equal(1);
    expect(opened.complaints[0]).to.contain('http://[');
  });

  it('does nothing twice when it is there twice', async () => {
    const feed = await serving(troubled());
    const tag = scriptTag(`data-src="${feed.url}"`);
    const opened = await openPage(`<h1>Acme</h1>${tag}${tag}`);
    await bannerIn(opened);
    expect(opened.document.querySelectorAll('outage-banner').length).to.equal(1);
    expect((await feed.requests()).count).to.equal(1);
    expect(opened.complaints).to.deep.equal([]);
  });

  describe('in a page whose elements have the names of what it reads', () => {
    for (const name of [
      'currentScript',
      'querySelector',
      'querySelectorAll',
      'body',
      'head',
      'documentElement',
      'readyState',
      'visibilityState',
      'activeElement',
      'defaultView',
      'adoptedStyleSheets',
    ]) {
      it(`works beside <img name="${name}">`, async () => {
        const feed = await feedOf(troubled());
        const opened = await openPage(
          `<img name="${name}" alt="">${scriptTag(`data-src="${feed.url}"`)}`,
        );
        const banner = await bannerIn(opened);
        expect(titleOf(banner)).to.equal('Partial outage: Card payments fail');
        expect(opened.complaints).to.deep.equal([]);
      });
    }

    for (const name of [
      'parentNode',
      'assignedSlot',
      'host',
      'localName',
      'getRootNode',
      'closest',
    ]) {
      it(`works in a form with <input name="${name}">`, async () => {
        const feed = await feedOf(troubled());
        const opened = await openPage(
          `<form><input name="${name}"><outage-indicator></outage-indicator></form>${scriptTag(`data-src="${feed.url}" data-banner="off"`)}`,
        );
        await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'partial');
        expect(opened.complaints).to.deep.equal([]);
      });
    }
  });

  describe('on the next visit', () => {
    const visit = async (url: string) => openPage(scriptTag(`data-src="${url}"`));

    /** Puts the banner away in one visit. */
    async function putAway(url: string) {
      const banner = await bannerIn(await visit(url));
      dismissButton(banner).click();
      await until(() => isAbsent(banner));
    }

    /** The page has the news, whether it shows it or not. */
    async function settled(url: string) {
      const opened = await openPage(
        `<outage-indicator></outage-indicator>${scriptTag(`data-src="${url}"`)}`,
      );
      await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'degraded');
      const banner = query<HTMLElementTagNameMap['outage-banner']>(opened, 'outage-banner')!;
      await banner.updateComplete;
      return {banner, opened};
    }

    it('remembers what was put away', async () => {
      const feed = await serving(minor());
      await putAway(feed.url);
      const {banner} = await settled(feed.url);
      expect(isAbsent(banner)).to.equal(true);
    });

    it('remembers what was folded', async () => {
      const feed = await serving(troubled());
      dismissButton(await bannerIn(await visit(feed.url))).click();
      const banner = await bannerIn(await visit(feed.url));
      expect(dismissButton(banner).getAttribute('aria-expanded')).to.equal('false');
    });

    for (const garbage of [
      '',
      'null',
      '7',
      '"text"',
      '{',
      '{"__proto__":{"x":1}}',
      '{"dismissed":{"inc-1":"9999-12-31T00:00:00Z"}}',
      '[1,2]',
      '[null]',
      '[[{},[]]]',
      '[["a"]]',
      '{"at":1,"facts":{}}',
      '{"at":1,"facts":{"title":7,"level":"degraded"}}',
      '{"at":1,"facts":{"title":"Search is slow","level":"__proto__","components":"x"}}',
      'A'.repeat(1_000_000),
    ]) {
      it(`survives a storage that holds ${JSON.stringify(garbage.slice(0, 50))}`, async () => {
        const feed = await serving(minor());
        await putAway(feed.url);
        localStorage.setItem(localStorage.key(0)!, garbage);
        const {banner, opened} = await settled(feed.url);
        expect(isAbsent(banner)).to.equal(false);
        expect(opened.complaints).to.deep.equal([]);
        dismissButton(banner).click();
        await until(() => isAbsent(banner));
      });
    }
  });

  describe('beside another copy of the library', () => {
    it('shares one connection and defines nothing twice', async () => {
      const feed = await feedOf(troubled());
      const opened = await openPage(
        `<outage-indicator></outage-indicator>${scriptTag(`data-src="${feed.url}"`)}
        <script type="module">
          import {openFeed} from '/src/index.ts';
          import '/src/define.ts';
          globalThis.other = openFeed({src: '${feed.url}'});
          other.subscribe(() => {});
        </script>`,
      );
      await bannerIn(opened);
      const {other} = opened.window as unknown as {other: typeof feed.reader};
      await until(() => other.state.snapshot);
      expect((await feed.requests()).count).to.equal(1);
      expect(opened.complaints.filter((words) => !words.includes('Lit'))).to.deep.equal([]);
    });

    it('warns if the other one has another version', async () => {
      const feed = await feedOf(troubled());
      const opened = await openPage(
        `<script>
          customElements.define('outage-notice', class extends HTMLElement { static version = '0.0.1'; });
        </script>${scriptTag(`data-src="${feed.url}"`)}`,
      );
      expect(opened.complaints.length).to.equal(1);
      expect(opened.complaints[0]).to.contain('outage-notice');
      await until(() => query(opened, 'outage-banner'));
    });
  });

  it('finds a provider that wakes up after the elements inside', async () => {
    const feed = await feedOf(troubled());
    const opened = await openPage(
      `<outage-feed src="${feed.url}"><outage-indicator></outage-indicator></outage-feed>
      <outage-indicator id="outside"></outage-indicator>
      <script type="module">
        import '/src/define/indicator.ts';
        globalThis.wake = () => import('${location.origin}/src/define/feed.ts');
      </script>`,
    );
    const inside = query(opened, 'outage-indicator')!;
    await until(() => inside.getAttribute('level') === 'unknown');
    const {wake} = opened.window as unknown as {wake: () => Promise<unknown>};
    await wake();
    await until(() => inside.getAttribute('level') === 'partial');
    expect(query(opened, '#outside')?.getAttribute('level')).to.equal('unknown');
  });
});
