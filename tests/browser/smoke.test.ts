import {expect, fixture, html} from '@open-wc/testing';
import {LitElement} from 'lit';
import {property} from 'lit/decorators.js';
import {fakeFeed} from '../support/feed-routes.mjs';

class SmokeElement extends LitElement {
  @property({reflect: true}) severity = 'none';
  override render() {
    return html`<p>${this.severity}</p>`;
  }
}
customElements.define('smoke-element', SmokeElement);

describe('smoke', () => {
  it('passes the accessibility audit', async () => {
    const element = await fixture(html`<smoke-element severity="major"></smoke-element>`);
    await expect(element).to.be.accessible();
    expect(element.shadowRoot?.textContent).to.equal('major');
  });

  it('reads a stream that a test pushes to', async () => {
    const feed = await fakeFeed({chunks: ['data: 1\n\n'], keepOpen: true});
    const response = await fetch(`${feed.url}?a=1`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).to.equal('data: 1\n\n');
    await feed.push('data: 2\n\n', {hex: '3a0a'});
    expect((await reader.read()).value).to.contain('data: 2\n\n');
    const {count, open, requests} = await feed.requests();
    expect([count, open]).to.deep.equal([1, 1]);
    expect(requests[0]!.url).to.contain('?a=1');
    await feed.close();
    while (!(await reader.read()).done);
    await feed.answer({status: 503, headers: {'retry-after': '2'}, body: 'no'});
    const second = await fetch(feed.url);
    expect(second.status).to.equal(503);
    expect(second.headers.get('retry-after')).to.equal('2');
    await feed.answer({keepOpen: true, chunks: ['x']});
    const third = await fetch(feed.url);
    await feed.close({abort: true});
    let failed = false;
    await third.text().catch(() => (failed = true));
    console.log('abort is an error', failed);
    await feed.remove();
    expect((await fetch(feed.url)).status).to.equal(404);
  });
});
