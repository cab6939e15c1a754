import {expect, fixture, html} from '@open-wc/testing';
import '../../src/define.ts';
import type {OutageNotice} from '../../src/define/notice.ts';
import {
  afterwards,
  all,
  at,
  clockTime,
  component,
  feedOf,
  hasFocus,
  incident,
  isAbsent,
  maintenance,
  one,
  page,
  part,
  read,
  rendered,
  travel,
  travelToNoon,
  troubled,
  update,
  warnings,
} from '../support/page.ts';

/** A notice for some components, over a feed that said one document. */
async function noticeOf(
  document: ReturnType<typeof page>,
  names = 'payments',
  attributes: Record<string, string> = {},
) {
  const feed = await feedOf(document);
  const notice = await fixture<OutageNotice>(
    html`<outage-notice src=${feed.url} component=${names}></outage-notice>`,
  );
  for (const [name, value] of Object.entries(attributes)) notice.setAttribute(name, value);
  await feed.arrived();
  return {feed, notice};
}

const sentence = (notice: Element) => read(part(notice, 'text'));

describe('notice', () => {
  beforeEach(travelToNoon);

  it('passes the accessibility audit', async () => {
    const {notice} = await noticeOf(
      troubled({}, incident({ext: {next_update_at: at(25), workaround: 'Pay by transfer.'}})),
    );
    await expect(notice).to.be.accessible();
    expect(all(notice, '[role=note]').length).to.equal(1);
    expect(
      all(notice, '[aria-live], [role=alert], [role=status], [role=heading], section'),
    ).to.deep.equal([]);
  });

  it('is absent while its feature works, whatever else does not', async () => {
    const {notice} = await noticeOf(troubled(), 'search');
    expect(isAbsent(notice)).to.equal(true);
    await expect(notice).to.be.accessible();
  });

  it('stays away though the page styles all its elements', async () => {
    const {notice} = await noticeOf(page());
    const style = document.createElement('style');
    style.textContent = 'outage-notice {display: flex; margin: 1em}';
    document.head.append(style);
    afterwards(() => style.remove());
    expect(isAbsent(notice)).to.equal(true);
  });

  for (const [impact, level, said] of [
    ['critical', 'major', 'We know Payments isn’t working. We’re on it.'],
    ['major', 'partial', 'We know parts of Payments aren’t working. We’re on it.'],
    ['minor', 'degraded', 'We know Payments is slow or unreliable. We’re on it.'],
    ['none', 'notice', 'Card payments fail'],
    ['strange', 'unknown', 'We know about a problem with Payments. We’re on it.'],
  ]) {
    it(`has a sentence for impact "${impact}"`, async () => {
      const affected = [component('Payments')];
      const {notice} = await noticeOf(
        page({incidents: [incident({impact, components: affected})]}),
      );
      expect(sentence(notice)).to.equal(said);
      expect(notice.level).to.equal(level);
    });
  }

  it('says that a fix is being watched', async () => {
    const {notice} = await noticeOf(troubled({}, incident({status: 'monitoring'})));
    expect(sentence(notice)).to.equal(
      'A fix for Payments is in place. We’re checking that it holds.',
    );
  });

  it('speaks for a red component that no incident explains', async () => {
    const {notice} = await noticeOf(page({components: [component('Payments', 'major_outage')]}));
    expect(sentence(notice)).to.equal('We know Payments isn’t working. We’re on it.');
  });

  it('says the newest update, when it was, when there will be more, and where to read on', async () => {
    const {notice} = await noticeOf(
      troubled(
        {},
        incident({
          shortlink: 'https://status.acme.example/i/1',
          ext: {next_update_at: at(25)},
          incident_updates: [update('a', 'Old words.', -9), update('b', 'New words.', -5)],
        }),
      ),
    );
    expect(read(part(notice, 'update'))).to.equal('New words.');
    expect(read(notice)).not.to.contain('Old words.');
    const meta = read(part(notice, 'meta'));
    expect(meta).to.contain(`Updated 5 minutes ago (${clockTime(-5)})`);
    expect(meta).to.contain(`Next update by ${clockTime(25)}`);
    expect(one<HTMLAnchorElement>(notice, 'a').href).to.equal('https://status.acme.example/i/1');
  });

  it('finds its components by id or name, however written', async () => {
    const {notice} = await noticeOf(troubled(), ' Search ,  PAYMENTS ');
    expect(sentence(notice)).to.equal('We know parts of Payments aren’t working. We’re on it.');
  });

  it('speaks of several at once', async () => {
    const both = [component('Payments', 'major_outage'), component('Search', 'major_outage')];
    const {notice} = await noticeOf(
      page({components: both, incidents: [incident({impact: 'critical', components: both})]}),
      'payments,search',
    );
    expect(sentence(notice)).to.equal('We know Payments and Search aren’t working. We’re on it.');
  });

  it('calls them by its label', async () => {
    const {notice} = await noticeOf(troubled(), 'payments,search', {label: 'the checkout'});
    expect(sentence(notice)).to.equal('We know parts of the checkout aren’t working. We’re on it.');
  });

  it('changes with its attributes', async () => {
    const {notice} = await noticeOf(troubled(), 'search');
    notice.component = 'payments';
    await rendered();
    expect(isAbsent(notice)).to.equal(false);
    notice.component = 'search';
    await rendered();
    expect(isAbsent(notice)).to.equal(true);
  });

  it('keeps the words and the workaround of its page through all changes', async () => {
    const feed = await feedOf(page());
    const notice = await fixture<OutageNotice>(html`
      <outage-notice src=${feed.url} component="payments">
        Cards are not accepted.
        <button slot="workaround">Pay by transfer</button>
      </outage-notice>
    `);
    await feed.arrived();
    const own = notice.querySelector('button')!;
    expect(isAbsent(notice)).to.equal(true);
    await feed.say(troubled({}, incident({ext: {workaround: 'Theirs.'}})));
    const slots = all(notice, 'slot');
    own.focus();
    expect(read(notice)).to.contain(
      'Cards are not accepted. Our card provider rejects requests. Pay by transfer',
    );
    expect(read(notice)).not.to.contain('Theirs');
    expect(read(notice)).not.to.contain('We know');
    await feed.say(troubled({}, incident({status: 'monitoring', incident_updates: []})));
    expect(hasFocus(own)).to.equal(true);
    expect(all(notice, 'slot').every((slot, index) => slot === slots[index])).to.equal(true);
    expect(read(notice)).to.contain('Cards are not accepted. Pay by transfer');
  });

  it('gives the feed’s advice if its page has none', async () => {
    const {notice} = await noticeOf(
      troubled({}, incident({ext: {workaround: 'Pay by transfer.'}})),
    );
    expect(read(part(notice, 'workaround'))).to.equal('What to do meanwhile: Pay by transfer.');
  });

  describe('with planned work', () => {
    const work = (from: number, until: number | undefined, more = {}) =>
      page({scheduled_maintenances: [maintenance(from, until, more)]});

    it('says when it will be', async () => {
      const {notice} = await noticeOf(work(60, 120), 'search');
      expect(sentence(notice)).to.match(/^Planned work on Search.* – \S.*\./);
      expect(notice.level).to.equal('maintenance');
    });

    it('says that it is under way', async () => {
      const {notice} = await noticeOf(work(-30, 45, {status: 'in_progress'}), 'search');
      expect(sentence(notice)).to.match(/^Planned work on Search/);
      expect(sentence(notice).toLowerCase()).to.contain(
        `under way until about ${clockTime(45)}.`.toLowerCase(),
      );
    });

    it('takes a component’s own word for it', async () => {
      const {notice} = await noticeOf(
        page({components: [component('Search', 'under_maintenance')]}),
        'search',
      );
      expect(sentence(notice)).to.match(/^Planned work on Search.*under way\.$/i);
    });

    it('is absent before its lead time', async () => {
      const {notice} = await noticeOf(work(60 * 3, 60 * 4), 'search', {'lead-time': '2'});
      expect(isAbsent(notice)).to.equal(true);
    });
  });

  describe('at the end', () => {
    it('says that the feature works again, and leaves', async () => {
      const {notice, feed} = await noticeOf(troubled());
      await feed.say(page({incidents: [incident({status: 'resolved'})]}));
      expect(sentence(notice)).to.equal('Payments is working again.');
      await travel(5.1);
      expect(isAbsent(notice)).to.equal(true);
    });

    it('does not call working what its component does not', async () => {
      const {notice, feed} = await noticeOf(troubled());
      await feed.say(
        page({
          components: [component('Payments', 'under_maintenance')],
          incidents: [incident({status: 'resolved'})],
        }),
      );
      expect(read(notice)).not.to.contain('working again');
    });

    it('says nothing of what is not listed any more, which proves nothing', async () => {
      const {notice, feed} = await noticeOf(troubled());
      await feed.say(page());
      expect(isAbsent(notice)).to.equal(true);
    });

    it('says that it was a false alarm', async () => {
      const {notice, feed} = await noticeOf(troubled());
      await feed.say(
        page({incidents: [incident({status: 'resolved', ext: {phase: 'false_alarm'}})]}),
      );
      expect(sentence(notice)).to.equal('That was a false alarm. Payments is working.');
    });

    it('says that planned work is called off', async () => {
      const work = (more = {}) => page({scheduled_maintenances: [maintenance(60, 120, more)]});
      const {notice, feed} = await noticeOf(work(), 'search');
      await feed.say(work({status: 'completed', ext: {phase: 'cancelled'}}));
      expect(sentence(notice)).to.equal('The work planned on Search is called off.');
    });
  });

  it('lets the words of a notice stand alone, which claims no problem', async () => {
    const {notice} = await noticeOf(page({incidents: [incident({impact: 'none'})]}));
    expect(sentence(notice)).to.equal('Card payments fail');
  });

  it('keeps bad news that cannot be confirmed, with its age', async () => {
    const {notice} = await noticeOf(troubled({ext: {generated_at: at(-10)}}));
    expect(read(notice)).to.contain(
      `Our status service is silent. Last confirmed ${clockTime(-10)}.`,
    );
  });

  it('shows what its publisher keeps out of banners', async () => {
    const quiet = troubled({}, incident({ext: {display: 'inline'}}));
    const {notice, feed} = await noticeOf(quiet);
    const banner = await fixture<HTMLElement>(
      html`<outage-banner src=${feed.url}></outage-banner>`,
    );
    await rendered();
    expect([isAbsent(notice), isAbsent(banner)]).to.deep.equal([false, true]);
  });

  it('warns once of a component that the feed does not know', async () => {
    const said = warnings();
    const {feed, notice} = await noticeOf(troubled(), 'paymints');
    await feed.say(troubled());
    const second = await fixture<OutageNotice>(
      html`<outage-notice src=${feed.url} component="paymints"></outage-notice>`,
    );
    await rendered();
    expect([isAbsent(notice), isAbsent(second)]).to.deep.equal([true, true]);
    expect(said.length).to.equal(1);
    expect(said[0]).to.contain('<outage-notice> component="paymints"');
  });

  it('warns if it has no component to speak for', async () => {
    const said = warnings();
    const {notice} = await noticeOf(troubled(), ' , ');
    expect(isAbsent(notice)).to.equal(true);
    expect(said.length).to.equal(1);
    expect(said[0]).to.contain('component');
  });
});
