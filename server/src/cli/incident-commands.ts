import {isOver} from 'outage-widgets/protocol.js';
import type {Incident} from '../document.js';
import {givenFields, givenFieldsOrNone, listOrNone} from '../given-fields.js';
import {adviceLines} from './advice-lines.js';
import {clientOptions, createClient} from './client.js';
import type {Command, Given} from './command.js';
import {pickId} from './pick-id.js';
import {report} from './report.js';
import {componentOption, dataOption, readStory, storyOptions} from './story-options.js';
import {parseClaims} from './values.js';

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
    const body = {name: given.operands[0], impact, ...readStory(given, terminal, impact)};
    const client = createClient(given, terminal);
    const incident = await client.send<Incident>('POST', 'incidents', body);
    report(given, terminal, incident, [
      `Published ${incident.id}: ${incident.name} (${incident.status}, impact ${incident.impact}).`,
      `More news:  outage-feed update ${incident.id} "…"`,
      `It is over: outage-feed resolve ${incident.id}`,
      ...(await adviceLines(incident, terminal)),
    ]);
  },
};

export const updateCommand: Command = {
  name: 'update',
  summary: 'Add news to an incident.',
  operands: ['[<incident id>]', '["<text>"]'],
  options: {
    ...storyOptions,
    impact: {type: 'string', value: 'impact', description: 'if it changed'},
    status: {
      type: 'string',
      value: 'status',
      description:
        'if it changed: investigating (also of one that is over), identified, monitoring',
    },
    postmortem: {
      type: 'string',
      value: 'url',
      description: 'the report on what happened; readers who saw the incident are told of it once',
    },
    ...clientOptions,
  },
  notes: [
    'The id can be left out while one incident is open. One that is over takes news for as long\n' +
      'as the history keeps it: a postmortem, or --status investigating if it is back.',
  ],
  examples: [
    'outage-feed update "Our card provider rejects requests." --status identified',
    'outage-feed update inc-k3v9x2mb "A fix is on its way." --eta 1h --next-update 30m',
    'outage-feed update inc-k3v9x2mb --postmortem https://acme.example/what-happened',
  ],
  async run(given, terminal) {
    const client = createClient(given, terminal);
    const {id: typed, text} = readOperands(given);
    const document = await client.summary();
    const open = document.incidents.filter((incident) => !isOver(incident.status));
    const id = pickId(typed, open, 'open incident');
    const impact = given.text('impact') ?? open.find((each) => each.id === id)?.impact ?? 'minor';
    const body = {
      ...readStory(given, terminal, impact),
      ...(text !== undefined && {body: text}),
    };
    const path = `incidents/${encodeURIComponent(id)}/updates`;
    const incident = await client.send<Incident>('POST', path, body);
    report(given, terminal, incident, [
      `Published an update of ${incident.id}: ${incident.name} (${incident.status}).`,
      ...(await adviceLines(incident, terminal)),
    ]);
  },
};

/**
 * Reads an id, a text, or both. A single operand is an id if it looks like one of this server's.
 */
function readOperands(given: Given): {readonly id?: string | undefined; readonly text?: string} {
  const [first, second] = given.operands;
  if (first !== undefined && second !== undefined) return {id: first, text: second};
  if (first === undefined) return {};
  return /^inc-[a-z\d]+$/.test(first) ? {id: first} : {text: first};
}

export const resolveCommand: Command = {
  name: 'resolve',
  summary: 'End an incident; its components are operational again.',
  operands: ['[<incident id>]'],
  options: {
    body: {type: 'string', value: 'text', description: 'how it ended'},
    data: dataOption,
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
    'outage-feed resolve inc-k3v9x2mb --body "Payments work again." --data safe',
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
      components: listOrNone(components),
      ext: givenFieldsOrNone({
        phase: given.flag('false-alarm') ? 'false_alarm' : undefined,
        data_safety: given.text('data'),
      }),
    });
    const path = `incidents/${encodeURIComponent(id)}/updates`;
    const incident = await client.send<Incident>('POST', path, body);
    report(given, terminal, incident, [`Resolved ${incident.id}: ${incident.name}.`]);
  },
};
