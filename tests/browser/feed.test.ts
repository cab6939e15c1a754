import {expect, fixture, html} from '@open-wc/testing';
import {setDefaultFeed} from '../../src/binding/page-feeds.ts';
import '../../src/define.ts';
import type {OutageFeed} from '../../src/define/feed.ts';
import {
  answering,
  feedOf,
  page,
  read,
  rendered,
  troubled,
  until,
  warnings,
} from '../support/page.ts';
import {stopTime} from '../support/time.ts';

type Indicator = HTMLElementTagNameMap['outage-indicator'];

const shadowOf = (host: Element, template: string) => {
  const root = host.attachShadow({mode: 'open'});
  root.innerHTML = template;
  return root;
};

const levels = (root: ParentNode) =>
  [...root.querySelectorAll('outage-indicator')].map(({level}) => level);

describe('feed', () => {
  it('passes the accessibility audit, and adds nothing to the page', async () => {
    const feed = await feedOf(page());
    const provider = await fixture<OutageFeed>(
      html`<outage-feed src=${feed.url}
        ><p>Acme</p>
        <outage-indicator></outage-indicator
      ></outage-feed>`,
    );
    await feed.arrived();
    await expect(provider).to.be.accessible();
    expect(read(provider)).to.equal('Acme All systems working');
  });

  it('gives its feed to scripts', async () => {
    const feed = await feedOf(troubled());
    const provider = await fixture<OutageFeed>(html`<outage-feed src=${feed.url}></outage-feed>`);
    const state = await provider.feed!.refresh();
    expect(state).to.equal(provider.feed!.state);
    expect(provider.feed!.src).to.equal(new URL(feed.url, location.href).href);
  });

  it('is found by id, in the same tree first', async () => {
    const [here, there] = [await feedOf(troubled()), await feedOf(page())];
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-feed id="status" src=${there.url}></outage-feed>
        <outage-indicator for="status"></outage-indicator>
        <div id="host"></div>
      </div>
    `);
    const root = shadowOf(
      around.querySelector('#host')!,
      `<outage-feed id="status" src="${here.url}"></outage-feed>
      <outage-indicator for="status"></outage-indicator>`,
    );
    await here.arrived();
    await there.arrived();
    expect(levels(around)).to.deep.equal(['operational']);
    expect(levels(root)).to.deep.equal(['partial']);
  });

  it('is found by id from inside another tree', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(
      html`<div>
        <outage-feed id="a.b c" src=${feed.url}></outage-feed>
        <div id="host"></div>
      </div>`,
    );
    const root = shadowOf(
      around.querySelector('#host')!,
      '<outage-indicator for="a.b c"></outage-indicator>',
    );
    await feed.arrived();
    expect(levels(root)).to.deep.equal(['partial']);
  });

  it('is found when its id comes later', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(
      html`<div><outage-indicator for="late"></outage-indicator></div>`,
    );
    const provider = document.createElement('outage-feed');
    provider.id = 'late';
    provider.src = feed.url;
    around.append(provider);
    await feed.arrived();
    expect(levels(around)).to.deep.equal(['partial']);
  });

  it('is the nearest one around an element', async () => {
    const [outer, inner] = [await feedOf(troubled()), await feedOf(page())];
    const around = await fixture<HTMLElement>(html`
      <outage-feed src=${outer.url}>
        <outage-indicator></outage-indicator>
        <outage-feed src=${inner.url}><outage-indicator></outage-indicator></outage-feed>
        <outage-indicator src=${inner.url}></outage-indicator>
      </outage-feed>
    `);
    await outer.arrived();
    await inner.arrived();
    expect(levels(around)).to.deep.equal(['partial', 'operational', 'operational']);
  });

  it('is found through slots and shadow roots', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <div>
        <div id="slotted">
          <p><outage-indicator></outage-indicator></p>
        </div>
        <outage-feed src=${feed.url}><div id="deep"></div></outage-feed>
      </div>
    `);
    shadowOf(
      around.querySelector('#slotted')!,
      `<section><outage-feed src="${feed.url}"><div><slot></slot></div></outage-feed></section>`,
    );
    const root = shadowOf(around.querySelector('#deep')!, '<div id="deeper"></div>');
    const deeper = shadowOf(
      root.querySelector('#deeper')!,
      '<outage-indicator></outage-indicator>',
    );
    await feed.arrived();
    await until(() => levels(deeper)[0] === 'partial');
    // Where the slot was filled before there was a provider around it, the element hears of it.
    await until(() => levels(around)[0] === 'partial');
  });

  it('can change its address', async () => {
    const [first, second] = [await feedOf(troubled()), await feedOf(page())];
    const provider = await fixture<OutageFeed>(
      html`<outage-feed src=${first.url}><outage-indicator></outage-indicator></outage-feed>`,
    );
    await first.arrived();
    provider.src = second.url;
    await second.arrived();
    expect(levels(provider)).to.deep.equal(['operational']);
    provider.removeAttribute('src');
    await rendered();
    expect(levels(provider)).to.deep.equal(['unknown']);
  });

  it('can be another one for an element', async () => {
    const [first, second] = [await feedOf(troubled()), await feedOf(page())];
    const indicator = await fixture<Indicator>(
      html`<outage-indicator src=${first.url}></outage-indicator>`,
    );
    await first.arrived();
    expect(indicator.level).to.equal('partial');
    indicator.src = second.url;
    await second.arrived();
    expect(indicator.level).to.equal('operational');
    indicator.src = undefined;
    await rendered();
    expect(indicator.level).to.equal('unknown');
  });

  it('says on the console what is wrong with an address, once', async () => {
    const said = warnings();
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-indicator src="http://["></outage-indicator>
        <outage-indicator src="http://["></outage-indicator>
        <outage-feed src="http://["></outage-feed>
      </div>
    `);
    expect(levels(around)).to.deep.equal(['unknown', 'unknown']);
    expect(said.length).to.equal(2);
    expect(said.every((words) => words.includes('http://['))).to.equal(true);
  });

  it('says on the console, after a while, that there is none', async () => {
    const time = stopTime();
    const said = warnings();
    await fixture(html`<outage-banner></outage-banner>`);
    await time.pass(4_900);
    expect(said).to.deep.equal([]);
    await time.pass(200);
    expect(said.length).to.equal(1);
    expect(said[0]).to.contain('<outage-banner> has no feed');
  });

  it('has one connection for fifty elements', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-feed src=${feed.url}>
          ${Array.from({length: 25}, () => html`<outage-indicator></outage-indicator>`)}
        </outage-feed>
        ${Array.from({length: 25}, () => html`<outage-indicator src=${feed.url}></outage-indicator>`)}
      </div>
    `);
    await feed.arrived();
    expect(levels(around)).to.deep.equal(Array(50).fill('partial'));
    const {count, open} = await feed.requests();
    expect([count, open]).to.deep.equal([1, 1]);
  });

  it('keeps its connection while an element is moved, which notices nothing', async () => {
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(
      html`<div>
        <div><outage-banner src=${feed.url}></outage-banner></div>
        <div></div>
      </div>`,
    );
    await feed.arrived();
    const banner = around.querySelector('outage-banner')!;
    let changes = 0;
    banner.addEventListener('outage-change', () => changes++);
    around.lastElementChild!.append(banner);
    await rendered();
    around.firstElementChild!.append(banner);
    await rendered();
    expect(read(banner)).to.contain('Card payments fail');
    expect(changes).to.equal(0);
    expect((await feed.requests()).count).to.equal(1);
  });

  it('closes its connection a moment after the last element left', async () => {
    const time = stopTime();
    const feed = await feedOf(troubled());
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-banner src=${feed.url}></outage-banner>
        <outage-indicator src=${feed.url}></outage-indicator>
      </div>
    `);
    await feed.arrived();
    around.firstElementChild!.remove();
    await time.pass(5_000);
    expect((await feed.requests()).open).to.equal(1);
    around.replaceChildren();
    await time.pass(900);
    expect((await feed.requests()).open).to.equal(1);
    await time.pass(200);
    await until(async () => (await feed.requests()).open === 0, 'its connection is closed');
    expect((await feed.requests()).count).to.equal(1);
    expect(feed.reader.state.connection).to.equal('idle');
  });

  it('reads a document as well as a stream', async () => {
    const feed = await answering({
      headers: {'content-type': 'application/json; charset=utf-8'},
      body: JSON.stringify(troubled()),
    });
    const indicator = await fixture<Indicator>(
      html`<outage-indicator src=${feed.url}></outage-indicator>`,
    );
    await until(() => indicator.level === 'partial');
  });

  it('can be the default of a page, for all that have no nearer one', async () => {
    const [whole, near] = [await feedOf(troubled()), await feedOf(page())];
    const around = await fixture<HTMLElement>(html`
      <div>
        <outage-indicator></outage-indicator>
        <outage-indicator src=${near.url}></outage-indicator>
        <outage-feed src=${near.url}><outage-indicator></outage-indicator></outage-feed>
      </div>
    `);
    expect(levels(around)[0]).to.equal('unknown');
    setDefaultFeed({src: whole.url});
    await whole.arrived();
    await near.arrived();
    expect(levels(around)).to.deep.equal(['partial', 'operational', 'operational']);
  });
});
