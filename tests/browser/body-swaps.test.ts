import {expect} from '@open-wc/testing';
import {bannerIn, openPage, query, scriptTag} from '../support/frame.ts';
import type {Frame} from '../support/frame.ts';
import {feedOf, isAbsent, troubled, until} from '../support/page.ts';

// Pages that replace what the banner stands in. These load the built file, as a page does.

const words = 'Card payments fail';

/** Opens a page with news, and waits until it shows them. */
async function open(body = '<main>First</main><footer></footer>', attributes = '', head = '') {
  const feed = await feedOf(troubled());
  const tag = scriptTag(`data-src="${feed.url}" ${attributes}`);
  const opened = await openPage(body, head + tag);
  return {
    feed,
    opened,
    shown: attributes.includes('data-into') ? undefined : await bannerIn(opened),
  };
}

/** The banners that a reader sees. */
const banners = ({document}: Frame) =>
  [...document.querySelectorAll<HTMLElement>('outage-banner')].filter((one) => !isAbsent(one));

/** The page has one banner, and it tells the news. */
async function hasOne(opened: Frame) {
  await until(() => banners(opened).length > 0);
  expect(banners(opened).length).to.equal(1);
  expect(banners(opened)[0]!.shadowRoot!.textContent).to.contain(words);
}

/** Lets everything happen that a change of the page brings about. */
const settled = ({window}: Frame) =>
  new Promise((resolve) => window.requestAnimationFrame(() => window.setTimeout(resolve)));

const newBody = ({document}: Frame, html = '<main>Next</main>') => {
  const body = document.createElement('body');
  body.innerHTML = html;
  return body;
};

/** Each replaces what the page consists of. */
const swaps: Record<string, (opened: Frame) => void> = {
  'innerHTML of the body': ({document}) => {
    document.body.innerHTML = '<main>Next</main>';
  },
  'another body': (opened) => opened.document.body.replaceWith(newBody(opened)),
  'document.body = …': (opened) => {
    opened.document.body = newBody(opened);
  },
  replaceChildren: ({document}) => document.body.replaceChildren('Only text'),
  'all children one by one, the scripts left alone': ({document}) => {
    document.body.append(document.createElement('script'));
    for (const child of [...document.body.childNodes])
      if ((child as Element).localName !== 'script') child.remove();
    document.body.append(document.createElement('main'));
  },
  'the new content first, and the old one taken away after it': ({document}) => {
    const old = [...document.body.childNodes];
    document.body.prepend(document.createElement('main'), 'text');
    for (const child of old) child.remove();
  },
  'the whole document': ({document}) => {
    const {documentElement} = document;
    const copy = documentElement.cloneNode(true) as HTMLElement;
    copy.querySelector('outage-banner')?.remove();
    documentElement.replaceWith(copy);
  },
};

/** Each takes away the banner, and not the page around it. */
const removals: Record<string, (opened: Frame, banner: Element) => void> = {
  'remove()': (_, banner) => banner.remove(),
  'remove(), and something new in another place': ({document}, banner) => {
    banner.remove();
    document.body.append(document.createElement('dialog'));
  },
  'a banner of the page’s own in its place': ({document}, banner) =>
    banner.replaceWith(document.createElement('header')),
  'remove(), and another element as well': ({document}, banner) => {
    banner.remove();
    document.querySelector('footer')!.remove();
  },
};

describe('a page that replaces its content', () => {
  beforeEach(() => localStorage.clear());

  for (const [name, swap] of Object.entries(swaps)) {
    it(`keeps its banner, once: ${name}`, async () => {
      const {feed, opened} = await open();
      for (let time = 0; time < 3; time++) {
        swap(opened);
        await settled(opened);
        await hasOne(opened);
      }
      expect((await feed.requests()).count).to.equal(1);
      expect(opened.complaints).to.deep.equal([]);
    });
  }

  it('shows it in the same frame', async () => {
    const {opened} = await open();
    opened.document.body.innerHTML = '<main>Next</main>';
    await new Promise((resolve) => opened.window.requestAnimationFrame(resolve));
    expect(banners(opened).length).to.equal(1);
  });

  for (const [name, remove] of Object.entries(removals)) {
    it(`is not contradicted when it removes the banner: ${name}`, async () => {
      const {opened, shown} = await open();
      remove(opened, shown!);
      await settled(opened);
      expect(query(opened, 'outage-banner')).to.equal(null);
      opened.document.body.append(opened.document.createElement('aside'));
      await settled(opened);
      expect(query(opened, 'outage-banner')).to.equal(null);
    });
  }

  it('has no banner in any of its bodies with data-banner="off"', async () => {
    const feed = await feedOf(troubled());
    const opened = await openPage(
      '<outage-indicator></outage-indicator>',
      scriptTag(`data-src="${feed.url}" data-banner="off"`),
    );
    await until(() => query(opened, 'outage-indicator')?.getAttribute('level') === 'partial');
    opened.document.body.innerHTML = '<main>Next</main>';
    await settled(opened);
    expect(query(opened, 'outage-banner')).to.equal(null);
  });

  it('may bring a banner of its own in the next body', async () => {
    const {opened} = await open();
    opened.document.body.innerHTML = '<main><outage-banner id="own"></outage-banner></main>';
    await hasOne(opened);
    expect(banners(opened)[0]!.id).to.equal('own');
    opened.document.body.innerHTML = '<main>Without</main>';
    await settled(opened);
    await hasOne(opened);
  });

  it('is left alone if it fights', async () => {
    const {opened} = await open();
    const {window, document} = opened;
    const clean = () => void (document.body.innerHTML = '<main>Mine</main>');
    new window.MutationObserver(() => {
      if (document.querySelector('outage-banner')) clean();
    }).observe(document.body, {childList: true});
    clean();
    await settled(opened);
    await settled(opened);
    expect(document.body.textContent).to.equal('Mine');
  });
});

describe('data-into', () => {
  beforeEach(() => localStorage.clear());

  it('is where the banner goes, before all else there', async () => {
    const {opened} = await open(
      '<header></header><main><h1>Acme</h1></main><main></main>',
      'data-into="main"',
    );
    await hasOne(opened);
    expect(query(opened, 'main > :first-child')!.localName).to.equal('outage-banner');
  });

  it('may appear late, and again', async () => {
    const {opened} = await open('<div id="root"></div>', 'data-into=".content"');
    await settled(opened);
    expect(query(opened, 'outage-banner')).to.equal(null);
    const root = query(opened, '#root')!;
    for (let time = 0; time < 2; time++) {
      root.innerHTML = `<section><div class="content"><p>${time}</p></div></section>`;
      await hasOne(opened);
      expect(query(opened, '.content > :first-child')!.localName).to.equal('outage-banner');
      root.replaceChildren();
      await settled(opened);
    }
  });

  it('falls back to the top of the page if it is no selector, and says so', async () => {
    const {opened} = await open('<main></main>', 'data-into="main >"');
    await hasOne(opened);
    expect(opened.document.body.firstElementChild!.localName).to.equal('outage-banner');
    expect(opened.complaints.length).to.equal(1);
    expect(opened.complaints[0]).to.contain('data-into="main >" is no CSS selector');
  });

  it('says so if it matches nothing', async () => {
    const {opened} = await open('<main></main>', 'data-into="#typo"');
    await until(() => opened.complaints.length > 0);
    expect(opened.complaints[0]).to.contain('data-into="#typo" matches nothing');
  });
});
