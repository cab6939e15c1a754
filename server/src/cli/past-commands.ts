import type {Incident} from '../document.js';
import type {HistoryDocument} from '../history-document.js';
import {clientOptions, createClient} from './client.js';
import {CommandError} from './command.js';
import type {Command} from './command.js';
import {report} from './report.js';
import {section} from './section.js';

export const correctCommand: Command = {
  name: 'correct',
  summary: 'Correct the last words of an incident.',
  operands: ['<incident id>', '"<text>"'],
  options: {
    update: {type: 'string', value: 'id', description: 'another update than the last one'},
    ...clientOptions,
  },
  notes: ['The time stays. Readers are told only if the new words say something else.'],
  examples: ['outage-feed correct inc-k3v9x2mb "Card payments fail since 09:58."'],
  async run(given, terminal) {
    const [id = '', text] = given.operands;
    const client = createClient(given, terminal);
    const incident = await findIncident(client, id);
    const update = given.text('update') ?? incident.incident_updates[0]?.id ?? '';
    const path = `incidents/${encodeURIComponent(id)}/updates/${encodeURIComponent(update)}`;
    const corrected = await client.send<Incident>('PATCH', path, {body: text});
    report(given, terminal, corrected, [`Corrected the words of ${id}: ${corrected.name}.`]);
  },
};

export const reopenCommand: Command = {
  name: 'reopen',
  summary: 'Say that an incident is back, with all that was said of it.',
  operands: ['<incident id>', '["<text>"]'],
  options: clientOptions,
  examples: ['outage-feed reopen inc-k3v9x2mb "Card payments fail again."'],
  async run(given, terminal) {
    const [id = '', text] = given.operands;
    const client = createClient(given, terminal);
    const path = `incidents/${encodeURIComponent(id)}/updates`;
    const body = {status: 'investigating', ...(text !== undefined && {body: text})};
    const incident = await client.send<Incident>('POST', path, body);
    report(given, terminal, incident, [`${incident.id} is open again: ${incident.name}.`]);
  },
};

export const historyCommand: Command = {
  name: 'history',
  summary: 'Show what is over.',
  operands: [],
  options: clientOptions,
  examples: ['outage-feed history', 'outage-feed history --json'],
  async run(given, terminal) {
    const client = createClient(given, terminal);
    const history = await client.send<HistoryDocument>('GET', 'history.json');
    const {incidents, scheduled_maintenances: maintenances} = history;
    const rows = [...incidents, ...maintenances].map(({id, resolved_at: end, name, ext}) => [
      id,
      end ?? '',
      `${name}${ext?.postmortem ? ', with a postmortem' : ''}`,
    ]);
    const lines = rows.length > 0 ? section('Over', rows) : ['Nothing is over yet.'];
    report(given, terminal, history, lines);
  },
};

async function findIncident(
  client: ReturnType<typeof createClient>,
  id: string,
): Promise<Incident> {
  const {incidents} = await client.summary();
  const open = incidents.find((incident) => incident.id === id);
  if (open !== undefined) return open;
  const past = await client.send<HistoryDocument>('GET', 'history.json');
  const found = past.incidents.find((incident) => incident.id === id);
  if (found !== undefined) return found;
  throw new CommandError(`There is no incident ${id}. See: outage-feed list, outage-feed history`);
}
