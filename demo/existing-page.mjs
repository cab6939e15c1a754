// A status page as thousands of products have one: the shape of Statuspage v2 and nothing of ours.
// HTML in the bodies, groups, fields we do not need. The widgets read it as it is.
const minute = 60_000;

/** @param {import('hono').Hono} app */
export function addExistingPage(app) {
  const startedAt = Date.now();
  app.get('/existing/summary.json', (context) =>
    context.json(summary(startedAt), 200, {
      'Cache-Control': 'public, max-age=10',
      'Access-Control-Allow-Origin': '*',
    }),
  );
}

/** @param {number} startedAt when the demo started: the incident grows older, as real ones do */
function summary(startedAt) {
  const at = (minutes) => new Date(startedAt + minutes * minute).toISOString();
  const page = {
    id: 'w4q8mzr1k2tb',
    name: 'Ferry & Freight',
    url: 'https://status.ferryandfreight.example',
    time_zone: 'Europe/Copenhagen',
    updated_at: at(-7),
  };
  const component = ({position, id, name, status, group_id, description = null}) => ({
    id,
    name,
    status,
    created_at: '2023-02-14T09:12:44.120Z',
    updated_at: at(-9),
    position,
    description,
    showcase: group_id === null,
    start_date: '2023-02-14',
    group_id,
    page_id: page.id,
    group: false,
    only_show_if_degraded: false,
  });
  const tracking = component({
    position: 1,
    id: 'trk6f0c2p9xh',
    name: 'Tracking map',
    status: 'degraded_performance',
    group_id: 'grp1web00web',
  });
  const booking = component({
    position: 2,
    id: 'bkg3n7v5s1ld',
    name: 'Booking',
    status: 'operational',
    group_id: 'grp1web00web',
    description: 'Search, seats and freight slots',
  });
  const gates = component({
    position: 1,
    id: 'gts9d4j8w2qe',
    name: 'Terminal gates',
    status: 'operational',
    group_id: 'grp2site0gat',
  });
  const customs = component({
    position: 2,
    id: 'cst5b1y6m3ra',
    name: 'Customs papers',
    status: 'operational',
    group_id: 'grp2site0gat',
  });
  const group = ({members, ...row}) => ({
    ...component({...row, group_id: null}),
    group: true,
    components: members.map((member) => member.id),
  });
  const update = ({id, incident_id, status, minutes, body, affected = []}) => ({
    id,
    status,
    body,
    incident_id,
    created_at: at(minutes),
    updated_at: at(minutes),
    display_at: at(minutes),
    affected_components: affected,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  });
  return {
    page,
    components: [
      group({
        position: 1,
        id: 'grp1web00web',
        name: 'Website',
        status: 'degraded_performance',
        members: [tracking, booking],
      }),
      tracking,
      booking,
      group({
        position: 2,
        id: 'grp2site0gat',
        name: 'Terminals',
        status: 'operational',
        members: [gates, customs],
      }),
      gates,
      customs,
    ],
    incidents: [
      {
        id: 'inc8x2m5t0vk',
        name: 'Tracking map shows old positions',
        status: 'identified',
        created_at: at(-41),
        updated_at: at(-7),
        monitoring_at: null,
        resolved_at: null,
        impact: 'minor',
        shortlink: 'https://stspg.example/8x2m5t0vk',
        started_at: at(-41),
        page_id: page.id,
        incident_updates: [
          update({
            id: 'upd2c7r4h9zn',
            incident_id: 'inc8x2m5t0vk',
            status: 'identified',
            minutes: -7,
            body: '<p>Positions are up to <strong>15 minutes</strong> old because a satellite link is slow.</p><p>Departures are on time. See the <a href="https://ferryandfreight.example/departures">departures board</a>.</p>',
            affected: [
              {
                code: tracking.id,
                name: 'Website - Tracking map',
                old_status: 'operational',
                new_status: 'degraded_performance',
              },
            ],
          }),
          update({
            id: 'upd1p3k8f6wy',
            incident_id: 'inc8x2m5t0vk',
            status: 'investigating',
            minutes: -41,
            body: '<p>We are looking into old positions on the map.</p>',
          }),
        ],
        components: [tracking],
        reminder_intervals: null,
      },
    ],
    scheduled_maintenances: [
      {
        id: 'mnt4l9s7e1uc',
        name: 'New software in the terminal gates',
        status: 'scheduled',
        created_at: at(-2 * 24 * 60),
        updated_at: at(-2 * 24 * 60),
        monitoring_at: null,
        resolved_at: null,
        impact: 'maintenance',
        shortlink: 'https://stspg.example/4l9s7e1uc',
        started_at: at(9 * 60),
        page_id: page.id,
        incident_updates: [
          update({
            id: 'upd0a6g2j5bt',
            incident_id: 'mnt4l9s7e1uc',
            status: 'scheduled',
            minutes: -2 * 24 * 60,
            body: '<p>Gates open by hand for about two hours. Please have your booking ready.</p>',
          }),
        ],
        components: [gates],
        scheduled_for: at(9 * 60),
        scheduled_until: at(11 * 60),
      },
    ],
    status: {indicator: 'minor', description: 'Partially Degraded Service'},
  };
}
