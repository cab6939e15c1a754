// A status page as it is: a summary.json in the shape of Statuspage v2 is polled, with nothing of ours
// in it.
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {engines, launch, openPage, seen} from '../support/browser.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';

const soon = {timeout: 20_000, interval: 50};

/** A minute between two polls passes in five seconds. */
const SPEED = 12;

const minutes = (from: number) => new Date(Date.now() + from * 60_000).toISOString();

const component = (id: string, name: string, status: string, groupId: string | null = null) => ({
  id,
  name,
  status,
  created_at: '2023-02-14T09:12:44.120Z',
  updated_at: minutes(-9),
  position: 1,
  description: null,
  showcase: true,
  start_date: '2023-02-14',
  group_id: groupId,
  page_id: 'w4q8mzr1k2tb',
  group: false,
  only_show_if_degraded: false,
});

const update = (id: string, status: string, at: number, body: string) => ({
  id,
  status,
  body,
  incident_id: 'inc8x2m5t0vk',
  created_at: minutes(at),
  updated_at: minutes(at),
  display_at: minutes(at),
  affected_components: null,
  deliver_notifications: true,
  custom_tweet: null,
  tweet_id: null,
});

function summary(trouble: boolean, updatedAt: number) {
  const status = trouble ? 'partial_outage' : 'operational';
  const map = component('trk6f0c2p9xh', 'Tracking map', status, 'grp1web00web');
  const gates = component('gts9d4j8w2qe', 'Terminal gates', 'operational');
  const shared = {monitoring_at: null, resolved_at: null, page_id: 'w4q8mzr1k2tb'};
  return {
    page: {
      id: 'w4q8mzr1k2tb',
      name: 'Ferry & Freight',
      url: 'https://status.ferryandfreight.example',
      time_zone: 'Europe/Copenhagen',
      updated_at: minutes(updatedAt),
    },
    components: [
      {...component('grp1web00web', 'Website', status), group: true, components: [map.id]},
      map,
      gates,
    ],
    incidents: trouble
      ? [
          {
            ...shared,
            id: 'inc8x2m5t0vk',
            name: 'Tracking map shows old positions',
            status: 'identified',
            created_at: minutes(-41),
            updated_at: minutes(-7),
            started_at: minutes(-41),
            impact: 'major',
            shortlink: 'https://stspg.example/8x2m5t0vk',
            incident_updates: [
              update(
                'upd2c7r4h9zn',
                'identified',
                -7,
                '<p>Positions are <strong>15 minutes</strong> old &amp; more.</p>',
              ),
              update('upd1p3k8f6wy', 'investigating', -41, 'We are looking into it.'),
            ],
            components: [map],
            reminder_intervals: null,
          },
        ]
      : [],
    scheduled_maintenances: [
      {
        ...shared,
        id: 'mnt4l9s7e1uc',
        name: 'New software in the gates',
        status: 'scheduled',
        created_at: minutes(-3000),
        updated_at: minutes(-3000),
        started_at: minutes(600),
        impact: 'maintenance',
        shortlink: 'https://stspg.example/4l9s7e1uc',
        incident_updates: [update('upd0a6g2j5bt', 'scheduled', -3000, 'Gates open by hand.')],
        components: [gates],
        scheduled_for: minutes(600),
        scheduled_until: minutes(720),
      },
    ],
    status: trouble
      ? {indicator: 'major', description: 'Partial System Outage'}
      : {indicator: 'none', description: 'All Systems Operational'},
  };
}

let site: Awaited<ReturnType<typeof startSite>>;
let statusPage: typeof site;
let trouble = false;
let published = -60;

beforeAll(async () => {
  [site, statusPage] = await Promise.all([startSite(), startSite()]);
  statusPage.pages.set('/api/v2/summary.json', {
    type: 'application/json; charset=utf-8',
    headers: {'Access-Control-Allow-Origin': '*'},
    body: () => JSON.stringify(summary(trouble, published)),
  });
  site.pages.set('/', {
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src ${statusPage.url}; require-trusted-types-for 'script'`,
    },
    body: html(
      `<outage-indicator></outage-indicator>
      <outage-indicator component="Website"></outage-indicator>
      <outage-notice component="Tracking map"></outage-notice>
      <outage-notice component="Terminal gates"></outage-notice>`,
      {head: scriptTag(`${statusPage.url}/api/v2/summary.json`)},
    ),
  });
});

afterAll(async () => {
  await site?.stop();
  await statusPage?.stop();
});

describe('a summary.json', () => {
  const browsers: Awaited<ReturnType<typeof launch>>[] = [];
  const views: Awaited<ReturnType<typeof openPage>>[] = [];
  const everywhere = (check: (view: (typeof views)[number]) => Promise<void>) =>
    Promise.all(views.map(check));

  beforeAll(async () => {
    const open = async (engine: (typeof engines)[number]) => {
      const browser = await launch(engine);
      browsers.push(browser);
      const view = await openPage(browser);
      views.push(view);
      await view.page.evaluateOnNewDocument((speed) => {
        const {now} = Date;
        const start = now();
        Date.now = () => start + (now() - start) * speed;
        const set = globalThis.setTimeout;
        globalThis.setTimeout = ((callback: () => void, ms = 0) =>
          set(callback, ms / speed)) as typeof setTimeout;
      }, SPEED);
      await view.page.goto(site.url);
    };
    await Promise.all(engines.map(open));
  });
  afterAll(() => Promise.all(browsers.map((browser) => browser.close())));

  test('shows the planned work it announces, and that all is well', async () => {
    await everywhere(async ({page}) => {
      await expect
        .poll(() => seen(page, 'outage-banner'), soon)
        .toEqual([expect.stringContaining('Planned work: New software in the gates')]);
      expect(await seen(page, 'outage-indicator')).toEqual([
        'All systems working',
        // A group stands for its members.
        'Tracking map: working',
      ]);
      expect(await seen(page, 'outage-notice')).toEqual([
        expect.stringContaining('Planned work on Terminal gates'),
      ]);
    });
  });

  test('shows an incident after the next poll', async () => {
    trouble = true;
    published = -7;
    await everywhere(async ({page}) => {
      await expect
        .poll(() => seen(page, 'outage-banner'), soon)
        .toEqual([
          expect.stringMatching(
            /^Partial outage: Tracking map shows old positions We know why.*1 more/,
          ),
        ]);
      expect(await seen(page, 'outage-indicator')).toEqual([
        'Partial outage',
        'Tracking map: partial outage',
      ]);
      expect(await seen(page, 'outage-notice')).toEqual([
        expect.stringMatching(/parts of Tracking map aren’t working.*15 minutes old & more\./),
        expect.stringContaining('Planned work on Terminal gates'),
      ]);
    });
  });

  test('says that an incident is gone, not that it is resolved, when it is no longer listed', async () => {
    trouble = false;
    published = -1;
    await everywhere(async ({page}) => {
      await expect
        .poll(() => seen(page, 'outage-banner'), soon)
        .toEqual([
          expect.stringMatching(
            /Over, as far as the status page says: Tracking map shows old positions$/,
          ),
        ]);
    });
  });

  test('costs no preflight and no complaint', async () => {
    expect(new Set(statusPage.requests)).toEqual(new Set(['GET /api/v2/summary.json']));
    await everywhere(async ({complaints, network}) => {
      expect(await complaints()).toEqual([]);
      expect(network).toEqual([]);
    });
  });
});
