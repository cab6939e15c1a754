import {isOver} from 'outage-widgets/protocol.js';
import type {Incident} from '../document.js';
import {clientOptions, createClient} from './client.js';
import type {Command, Given, Option, Terminal} from './command.js';
import {pickId} from './pick-id.js';
import {report} from './report.js';
import {givenFields, parseClaims, parseTime} from './values.js';

const componentOption: Option = {
  type: 'string',
  value: 'id[=status]',
  multiple: true,
  description: 'what it affects, as often as needed; the status follows from the impact',
};

const storyOptions: Readonly<Record<string, Option>> = {
  component: componentOption,
  impact: {type: 'string', value: 'impact', description: 'none, minor (default), major, critical'},
  status: {
    type: 'string',
    value: 'status',
    description: 'investigating (default), identified, monitoring',
  },
  workaround: {type: 'string', value: 'text', description: 'what readers can do meanwhile'},
  eta: {type: 'string', value: 'time', description: 'estimate of the end: 2h, "2026-11-21 22:00"'},
  'next-update': {type: 'string', value: 'time', description: 'promise of more news: 30m'},
};

export const postCommand: Command = {
  name: 'post',
  summary: 'Open an incident.',
  operands: ['"<what is wrong>"'],
  options: {
    body: {type: 'string', value: 'text', description: 'what you know, for the first update'},
    ...storyOptions,
    ...clientOptions,
  },
  examples: [
    'outage-feed post "Payments fail" --component payments --impact major',
    'outage-feed post "Exports are slow" --component exports=degraded_performance \\\n' +
      '    --next-update 30m',
  ],
  async run(given, terminal) {
    const impact = given.text('impact') ?? 'minor';
    const body = {name: given.operands[0], impact, ...story(given, terminal, impact)};
    const client = createClient(given, terminal);
    const incident = await client.send<Incident>('POST', 'incidents', body);
    report(given, terminal, incident, [
      `Published ${incident.id}: ${incident.name} (${incident.status}, impact ${incident.impact}).`,
      `More news:  outage-feed update ${incident.id} "…"`,
      `It is over: outage-feed resolve ${incident.id}`,
    ]);
  },
};

export const updateCommand: Command = {
  name: 'update',
  summary: 'Add news to an incident.',
  operands: ['[<incident id>]', '"<text>"'],
  options: {
    ...storyOptions,
    impact: {type: 'string', value: 'impact', description: 'if it changed'},
    status: {
      type: 'string',
      value: 'status',
      description: 'if it changed: investigating, identified, monitoring',
    },
    ...clientOptions,
  },
  notes: ['The id can be left out while one incident is open.'],
  examples: [
    'outage-feed update "Our card provider rejects requests." --status identified',
    'outage-feed update inc-k3v9x2mb "A fix is on its way." --eta 1h --next-update 30m',
  ],
  async run(given, terminal) {
    const client = createClient(given, terminal);
    const text = given.operands.at(-1);
    const document = await client.summary();
    const open = document.incidents.filter((incident) => !isOver(incident.status));
    const id = pickId(
      given.operands.length > 1 ? given.operands[0] : undefined,
      open,
      'open incident',
    );
    const impact = given.text('impact') ?? open.find((each) => each.id === id)?.impact ?? 'minor';
    const body = {...story(given, terminal, impact), body: text};
    const path = `incidents/${encodeURIComponent(id)}/updates`;
    const incident = await client.send<Incident>('POST', path, body);
    report(given, terminal, incident, [
      `Published an update of ${incident.id}: ${incident.name} (${incident.status}).`,
    ]);
  },
};

export const resolveCommand: Command = {
  name: 'resolve',
  summary: 'End an incident; its components are operational again.',
  operands: ['[<incident id>]'],
  options: {
    body: {type: 'string', value: 'text', description: 'how it ended'},
    'false-alarm': {type: 'boolean', description: 'there was no trouble: readers are told so'},
    component: {
      ...componentOption,
      value: 'id=status',
      description: 'what stays affected all the same, as often as needed',
    },
    ...clientOptions,
  },
  notes: ['The id can be left out while one incident is open.'],
  examples: [
    'outage-feed resolve',
    'outage-feed resolve inc-k3v9x2mb --body "Payments work again."',
  ],
  async run(given, terminal) {
    const client = createClient(given, terminal);
    const {incidents} = await client.summary();
    const open = incidents.filter((incident) => !isOver(incident.status));
    const id = pickId(given.operands[0], open, 'open incident');
    const components = parseClaims(given.list('component'), 'none');
    const body = givenFields({
      status: 'resolved',
      body: given.text('body'),
      components: components.length > 0 ? components : undefined,
      ext: given.flag('false-alarm') ? {phase: 'false_alarm'} : undefined,
    });
    const path = `incidents/${encodeURIComponent(id)}/updates`;
    const incident = await client.send<Incident>('POST', path, body);
    report(given, terminal, incident, [`Resolved ${incident.id}: ${incident.name}.`]);
  },
};

function story(given: Given, {clock}: Terminal, impact: string) {
  const time = (option: string): string | undefined => {
    const text = given.text(option);
    return text === undefined ? undefined : parseTime(option, text, clock());
  };
  const components = parseClaims(given.list('component'), impact);
  const eta = time('eta');
  const ext = givenFields({
    workaround: given.text('workaround'),
    eta: eta && {at: eta},
    next_update_at: time('next-update'),
  });
  return givenFields({
    impact: given.text('impact'),
    status: given.text('status'),
    body: given.text('body'),
    components: components.length > 0 ? components : undefined,
    ext: Object.keys(ext).length > 0 ? ext : undefined,
  });
}
