import {expect, test} from 'vitest';
import {makeReport, reportLines} from '../../src/findings/report.js';
import {lintFindings} from '../../src/lint/lint.js';
import {goodDocument} from '../support/imperfect-feed.js';

const now = Date.parse('2026-11-21T10:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

function lint(document: unknown) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return lintFindings({text, bytes: text.length, tooLarge: false}, now);
}

/** What is to be mended, with the first words of why. */
function failuresOf(document: unknown) {
  return lint(document)
    .filter(({weight}) => weight !== 'passed')
    .map(({weight, rule, what}) => `${weight} ${rule}: ${what}`);
}

/** An incident with which nothing is wrong. */
const incident = (change: Record<string, unknown> = {}, ext: Record<string, unknown> = {}) => ({
  id: 'inc-1',
  name: 'Card payments fail',
  status: 'identified',
  impact: 'major',
  created_at: at(-20),
  updated_at: at(-5),
  components: [{id: 'payments', name: 'Payments', status: 'partial_outage'}],
  incident_updates: [
    {
      id: 'u1',
      status: 'identified',
      body: 'Our card provider rejects requests.',
      display_at: at(-5),
    },
  ],
  ...change,
  ext: {next_update_at: at(20), ...ext},
});

const maintenance = (change: Record<string, unknown> = {}) => ({
  ...incident(),
  id: 'mnt-1',
  name: 'Database upgrade',
  status: 'scheduled',
  impact: 'maintenance',
  scheduled_for: at(60),
  scheduled_until: at(120),
  ...change,
});

const bad = {...goodDocument(), status: {indicator: 'major'}};
const withIncident = (change: Record<string, unknown>, ext: Record<string, unknown> = {}) => ({
  ...bad,
  incidents: [incident(change, ext)],
});
const withMaintenance = (change: Record<string, unknown>) => ({
  ...goodDocument(),
  scheduled_maintenances: [maintenance(change)],
});
const saying = (body: string, ext: Record<string, unknown> = {}) =>
  withIncident({
    incident_updates: [{id: 'u1', status: 'identified', body, display_at: at(-5), ext}],
  });

test('a document that tells all it should is valid, and no more is said', () => {
  const document = {...bad, incidents: [incident()], scheduled_maintenances: [maintenance()]};
  const report = makeReport('summary.json', lint(document), {good: 'Valid', bad: 'Not valid'});
  expect(reportLines(report)).toEqual([
    'passed  The document is valid: 1 component, 1 incident, 1 maintenance, 2 KiB.',
    'Valid.',
  ]);
});

const label = '/incidents/0 "Card payments fail"';
const body = '/incidents/0/incident_updates/0';
const planned = '/scheduled_maintenances/0 "Database upgrade"';

const flaws: readonly (readonly [document: unknown, failure: string])[] = [
  [withIncident({incident_updates: []}), `should text: ${label} has no text.`],
  [
    withIncident({}, {next_update_at: undefined}),
    `should promise: ${label} does not say when there will be more news.`,
  ],
  [withIncident({}, {next_update_at: at(-3)}), `should promise: ${label} promised news 3 min ago.`],
  [
    withIncident({}, {eta: {at: at(-180)}}),
    `should estimate: The estimated end of ${label} passed 3 h ago.`,
  ],
  [
    withIncident({status: 'resolved', resolved_at: at(-1500), created_at: at(-1600)}),
    `should over: ${label} is over for more than a day.`,
  ],
  [
    {...goodDocument(), incidents: [incident()]},
    `should indicator: /status/indicator says that all is well ("none"), and ${label} is open.`,
  ],
  [
    {
      ...goodDocument(),
      components: [{id: 'payments', name: 'Payments', status: 'major_outage'}],
    },
    'should indicator: /status/indicator says that all is well ("none"), ' +
      'and the component "Payments" is major_outage.',
  ],
  [
    withIncident({components: [{id: 'search', name: 'Search', status: 'major_outage'}]}),
    `should component: ${label} names the component "search", which is not in /components.`,
  ],
  [
    {
      ...goodDocument(),
      components: ['a', 'b'].map((id) => ({id, name: 'API', status: 'operational'})),
    },
    'should names: More than one component is called "API".',
  ],
  [withMaintenance({scheduled_until: null}), `should window: ${planned} has no end.`],
  [
    withMaintenance({status: 'in_progress', scheduled_for: at(-60), scheduled_until: at(-10)}),
    `should window: ${planned} should have ended 10 min ago, and is in_progress.`,
  ],
  [
    withMaintenance({scheduled_for: at(-5)}),
    `should window: ${planned} should have begun 5 min ago, and is scheduled.`,
  ],
  [
    saying('Payments <b>fail</b>.<br/>We work on it.'),
    `should format: The body of ${body} looks like HTML, and says not so.`,
  ],
  [
    saying('See [our page](https://acme.example).'),
    `should format: The body of ${body} looks like Markdown, and says not so.`,
  ],
  [saying('x'.repeat(8193)), `should body: The body of ${body} has 8193 characters.`],
  [
    withIncident({shortlink: 'http://acme.example/1'}),
    'must schema: /incidents/0/shortlink must be an absolute https: URL.',
  ],
  [
    {...bad, incidents: [incident(), incident()]},
    'must ids: The id "inc-1" stands more than once in /incidents.',
  ],
  ['<html>', 'must json: The document is not a JSON object.'],
];

test.each(flaws.map(([document, failure]) => ({document, failure})))(
  '$failure',
  ({document, failure}) => {
    expect(failuresOf(document)).toEqual([failure]);
  },
);

test('a long title is a recommendation; a longer one is cut', () => {
  const titled = (length: number) => lint(withIncident({name: 'é'.repeat(length)}));
  expect(titled(85).map(({rule}) => rule)).toEqual(['document']);
  expect(titled(86)[1]).toMatchObject({rule: 'title', cost: 'It fills a phone and is not read.'});
  expect(titled(201)[1]).toMatchObject({rule: 'title', cost: 'Readers see the first 200.'});
});

test('news after a promise has kept it', () => {
  expect(failuresOf(withIncident({updated_at: at(-1)}, {next_update_at: at(-3)}))).toEqual([]);
});

test('what is over is asked for no more news, and its words are left alone', () => {
  const over = {status: 'resolved', resolved_at: at(-1), name: 'Technical difficulties!'};
  expect(failuresOf({...withIncident({...over}, {next_update_at: undefined})})).toEqual([]);
});

test('of a plain Statuspage document, whose format readers guess, none is asked for', () => {
  expect(failuresOf({...saying('Payments <b>fail</b>.'), ext: undefined})).toEqual([]);
});

test('a format that is given is believed', () => {
  expect(failuresOf(saying('Payments <b>fail</b>.', {body_format: 'html'}))).toEqual([]);
});

test.each([
  ['We have technical difficulties.', 'technical difficulties'],
  ['Requests end with HTTP 503.', 'HTTP 503'],
  ['We see 5xx errors.', '5xx errors'],
  ['Calls fail with ECONNREFUSED.', 'ECONNREFUSED'],
  ['Our Kubernetes nodes restart.', 'Kubernetes'],
  ['We apologise for the inconvenience.', 'inconvenience'],
  ['A small glitch stops payments.', 'glitch'],
  ['It was caused by user error.', 'user error'],
  ['Our provider is to blame.', 'is to blame'],
  ['We are on it!', '!'],
  ['Some customers cannot pay.', 'Some customers'],
])('"%s" is answered with advice', (text, word) => {
  expect(failuresOf(saying(text))).toEqual([`should words: ${body} says "${word}".`]);
});

test.each([
  'We have a technical problem-solving team on it.',
  'Invoice 503 cannot be opened.',
  'Payments fail for 404 customers.',
  'The != operator fails in formulas.',
  'Errors in user settings cannot be saved.',
])('"%s" is left alone', (text) => {
  expect(failuresOf(saying(text))).toEqual([]);
});

test('who says how many are affected may say "some customers"', () => {
  const known = withIncident({name: 'Some customers cannot pay'}, {affected: {count: 6323}});
  expect(failuresOf(known)).toEqual([]);
});
