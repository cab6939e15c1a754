// The documents behind the gallery: one per state, with times relative to now, so that "20 minutes
// ago" stays true.
//
//   /states/<name>.json   the document
//   /states/<name>        the same as a stream, for states that only a present reader knows, such
//                         as "resolved"
const minute = 60_000;

/** @param {number} minutes from now; negative is past */
const at = (minutes) => new Date(Date.now() + minutes * minute).toISOString();

const components = (statuses = {}) =>
  [
    ['payments', 'Payments'],
    ['invoices', 'Invoices'],
    ['exports', 'Exports'],
  ].map(([id, name]) => ({id, name, status: statuses[id] ?? 'operational'}));

const document = ({
  indicator = 'none',
  statuses = {},
  incidents = [],
  maintenances = [],
  ext = {},
  page = {},
}) => ({
  page: {
    id: 'damson',
    name: 'Damson',
    url: 'https://status.damson.example',
    updated_at: at(-1),
    ...page,
  },
  status: {indicator, description: ''},
  components: components(statuses),
  incidents,
  scheduled_maintenances: maintenances,
  // Nothing here changes, so nobody needs to ask often.
  ext: {
    schema: '1',
    epoch: 'gallery',
    rev: 1,
    generated_at: at(0),
    max_stale_seconds: 86_400,
    poll_after_seconds: 3600,
    ...ext,
  },
});

/** An incident with Payments affected, as most cells show it. */
const incident = ({
  id = 'inc-1',
  name = 'Card payments fail',
  status = 'investigating',
  impact = 'major',
  component = 'payments',
  componentStatus = 'partial_outage',
  body = 'Some card payments are declined. We are looking into it.',
  startedMinutesAgo = 12,
  updatedMinutesAgo = 4,
  earlier = [],
  ext = {},
  ...rest
}) => ({
  id,
  name,
  status,
  impact,
  created_at: at(-startedMinutesAgo),
  updated_at: at(-updatedMinutesAgo),
  resolved_at: status === 'resolved' ? at(-updatedMinutesAgo) : null,
  components: components({[component]: componentStatus}).filter((item) => item.id === component),
  incident_updates: [
    {id: `${id}-${status}`, status, body, display_at: at(-updatedMinutesAgo)},
    ...earlier.map(([minutesAgo, earlierStatus, text]) => ({
      id: `${id}-${minutesAgo}`,
      status: earlierStatus,
      body: text,
      display_at: at(-minutesAgo),
    })),
  ],
  ext: {revision: 1, components: [{id: component, status: componentStatus}], ...ext},
  ...rest,
});

const trouble = (options = {}) => {
  const {indicator = 'major', componentStatus = 'partial_outage'} = options;
  return document({
    indicator,
    statuses: {payments: componentStatus},
    incidents: [incident(options)],
    ext: options.document,
  });
};

const maintenance = ({status = 'scheduled', from, until, name = 'Database upgrade', ext = {}}) =>
  document({
    indicator: status === 'in_progress' ? 'maintenance' : 'none',
    statuses: status === 'in_progress' ? {exports: 'under_maintenance'} : {},
    maintenances: [
      {
        id: 'mnt-1',
        name,
        status,
        impact: 'maintenance',
        created_at: at(-3 * 24 * 60),
        updated_at: at(status === 'scheduled' ? -3 * 24 * 60 : from),
        scheduled_for: at(from),
        scheduled_until: at(until),
        components: [{id: 'exports', name: 'Exports', status: 'under_maintenance'}],
        incident_updates: [
          {
            id: `mnt-1-${status}`,
            status,
            body: 'Exports pause meanwhile and are sent afterwards. Nothing is lost.',
            display_at: at(status === 'scheduled' ? -3 * 24 * 60 : from),
          },
        ],
        ext: {revision: 1, components: [{id: 'exports', status: 'under_maintenance'}], ...ext},
      },
    ],
  });

const cause =
  'Our card provider rejects about one in three requests. Failed payments are not taken.';

/** The same state under another name. */
const promised = (name) =>
  trouble({name, status: 'identified', body: cause, ext: {next_update_at: at(26)}});

/** Name → the document, or several that follow each other. */
const states = {
  healthy: () => document({}),

  // One per level.
  notice: () =>
    trouble({
      name: 'Some banks ask for a second confirmation',
      indicator: 'none',
      impact: 'none',
      componentStatus: 'operational',
      body: 'Two Dutch banks ask twice before they pay. It is safe to confirm both times.',
      ext: {level: 'notice'},
    }),
  degraded: () =>
    trouble({
      name: 'Card payments are slow',
      indicator: 'minor',
      impact: 'minor',
      componentStatus: 'degraded_performance',
      body: 'Card payments take up to a minute. They do go through.',
    }),
  partial: () => trouble({status: 'identified', body: cause}),
  major: () =>
    trouble({
      name: 'No payment goes through',
      indicator: 'critical',
      impact: 'critical',
      componentStatus: 'major_outage',
      body: 'Payments of every kind fail. Nothing is charged.',
    }),

  planned: () => maintenance({status: 'in_progress', name: 'New printers', from: -10, until: 50}),

  // The story of an incident. Titles differ, because a page must not have two regions of one name.
  wordless: () => document({indicator: 'critical', statuses: {payments: 'major_outage'}}),
  investigating: () => trouble({name: 'Some cards are declined'}),
  promised: () =>
    trouble({
      name: 'Direct debits are refused',
      status: 'identified',
      body: 'A certificate has expired. We are replacing it.',
      ext: {next_update_at: at(26)},
    }),
  overdue: () =>
    trouble({
      name: 'Refunds do not arrive',
      status: 'identified',
      body: 'Refunds wait at our bank. None is lost.',
      updatedMinutesAgo: 47,
      startedMinutesAgo: 62,
      ext: {next_update_at: at(-17)},
    }),
  estimate: () =>
    trouble({
      name: 'Bank transfers are held back',
      status: 'identified',
      body: 'Our bank restores a database. Transfers go out as soon as it is back.',
      ext: {next_update_at: at(20), eta: {at: at(75), previous_at: at(30), confidence: 'medium'}},
    }),
  workaround: () =>
    trouble({
      status: 'identified',
      body: cause,
      startedMinutesAgo: 38,
      earlier: [[36, 'investigating', 'Some card payments are declined. We are looking into it.']],
      ext: {
        next_update_at: at(26),
        workaround: 'Pay by bank transfer: the details are on every invoice.',
        affected: {count: 6323, unit: 'customers', scope: 'customers paying by card'},
        actions: [{label: 'Contact support', url: 'https://damson.example/support'}],
      },
    }),
  monitoring: () =>
    trouble({
      name: 'Card payments were declined',
      status: 'monitoring',
      componentStatus: 'degraded_performance',
      impact: 'minor',
      indicator: 'minor',
      body: 'Card payments go through again. We are watching closely.',
      startedMinutesAgo: 64,
    }),
  resolved: () => [
    trouble({name: 'Payment links were broken', status: 'monitoring', startedMinutesAgo: 84}),
    document({
      ext: {rev: 2},
      incidents: [
        incident({
          name: 'Payment links were broken',
          status: 'resolved',
          componentStatus: 'operational',
          body: 'Payment links work again. No data was lost and nobody was charged twice.',
          startedMinutesAgo: 84,
          updatedMinutesAgo: 0,
          ext: {revision: 2, postmortem: {url: 'https://damson.example/payment-links'}},
        }),
      ],
    }),
  ],

  // Planned work.
  upcoming: () => maintenance({from: 5 * 60, until: 7 * 60}),
  active: () =>
    maintenance({status: 'in_progress', name: 'Move to new storage', from: -20, until: 100}),
  overrun: () =>
    maintenance({status: 'in_progress', name: 'Network renewal', from: -150, until: -30}),

  // Knowing and not knowing.
  'stale-healthy': () => document({ext: {generated_at: at(-25), max_stale_seconds: 300}}),
  'stale-trouble': () =>
    trouble({
      name: 'Payments stop now and then',
      updatedMinutesAgo: 41,
      startedMinutesAgo: 55,
      document: {generated_at: at(-25), max_stale_seconds: 300},
    }),

  // In other people's pages.
  narrow: () => promised('Some debit cards are declined'),
  dark: () => promised('Wallets are not accepted'),
  light: () => promised('Some credit cards are declined'),
  parts: () => promised('Cards from two banks are declined'),
  newspaper: () =>
    trouble({
      name: 'Nothing can be paid',
      indicator: 'critical',
      impact: 'critical',
      componentStatus: 'major_outage',
      body: 'Payments of every kind fail. Nothing is charged.',
    }),
  surface: () =>
    trouble({
      name: 'Payments take a minute',
      indicator: 'minor',
      impact: 'minor',
      componentStatus: 'degraded_performance',
      body: 'They do go through.',
    }),

  // Crowds and long words.
  several: () =>
    document({
      indicator: 'critical',
      statuses: {
        payments: 'major_outage',
        invoices: 'partial_outage',
        exports: 'degraded_performance',
      },
      incidents: [
        incident({
          name: 'Payments are down',
          impact: 'critical',
          componentStatus: 'major_outage',
          body: 'Payments of every kind fail. Nothing is charged.',
          ext: {next_update_at: at(18)},
        }),
        incident({
          id: 'inc-2',
          name: 'Some invoices cannot be opened',
          component: 'invoices',
          body: 'Invoices from before 2024 answer with an error. They are safe.',
          startedMinutesAgo: 50,
          updatedMinutesAgo: 22,
        }),
        incident({
          id: 'inc-3',
          name: 'Exports are slow',
          component: 'exports',
          impact: 'minor',
          componentStatus: 'degraded_performance',
          status: 'monitoring',
          body: 'Exports take up to ten minutes. They are getting faster.',
          startedMinutesAgo: 190,
          updatedMinutesAgo: 31,
        }),
      ],
    }),
  long: () =>
    trouble({
      name:
        'Card, direct debit and bank transfer payments from the accounts of three cooperating savings banks in ' +
        'Mecklenburg-Vorpommern are declined with Zahlungsauftragsbearbeitungsverzögerung',
      status: 'identified',
      body:
        'The three banks moved to a new data centre last night and did not tell their partners. Our requests arrive, are ' +
        'answered with an error after forty seconds, and are not carried out. We have called the banks, who are aware, and we ' +
        'send each request again until it is through.\n\nNothing is paid twice: each request carries a number that the banks ' +
        'take only once.',
      ext: {next_update_at: at(26)},
    }),
  arabic: () =>
    document({
      indicator: 'major',
      statuses: {payments: 'partial_outage'},
      ext: {locale: 'ar'},
      incidents: [
        incident({
          name: 'تعذّر الدفع بالبطاقة',
          status: 'identified',
          body: 'يرفض مزوّد البطاقات ثلث الطلبات تقريبًا. لا تُخصم أي دفعة فاشلة.',
          ext: {next_update_at: at(26)},
        }),
      ],
    }),
};

/** @param {import('hono').Hono} app */
export function addStates(app) {
  app.get('/states/:name{.+\\.json}', (context) => {
    const name = context.req.param('name').replace(/\.json$/, '');
    if (!Object.hasOwn(states, name)) return context.json({error: 'There is no such state.'}, 404);
    return context.json([states[name]()].flat().at(-1), 200, {'Cache-Control': 'no-store'});
  });

  // A feed that never answers, for what is on screen before the first word.
  app.get(
    '/states/silent',
    (context) =>
      new Promise((resolve) => {
        context.req.raw.signal.addEventListener('abort', () => resolve(context.body(null, 204)));
      }),
  );

  // A feed that is down from the start.
  app.get('/states/down', (context) =>
    context.text('Service unavailable', 503, {'Retry-After': '3600'}),
  );

  app.get('/states/:name', (context) => {
    const name = context.req.param('name');
    if (!Object.hasOwn(states, name)) return context.json({error: 'There is no such state.'}, 404);
    const documents = [states[name]()].flat();
    if (!context.req.header('accept')?.includes('text/event-stream')) {
      return context.json(documents.at(-1), 200, {'Cache-Control': 'no-store'});
    }
    return context.body(stream(documents), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
    });
  });
}

/** One snapshot after the other, then comments that keep the connection. */
function stream(documents) {
  const encoder = new TextEncoder();
  let timers = [];
  return new ReadableStream({
    start(controller) {
      const send = (text) => controller.enqueue(encoder.encode(text));
      send(': hello\n\n');
      timers = documents.map((snapshot, index) =>
        setTimeout(
          () => send(`id: ${index + 1}\nevent: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`),
          index * 400,
        ),
      );
      timers.push(setInterval(() => send(': still here\n\n'), 15_000));
      for (const timer of timers) timer.unref();
    },
    cancel() {
      for (const timer of timers) clearInterval(timer);
    },
  });
}
