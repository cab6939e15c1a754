import type {Incident} from '../document.js';
import {clientOptions, createClient} from './client.js';
import type {Command} from './command.js';
import {report} from './report.js';

export const adoptCommand: Command = {
  name: 'adopt',
  summary: 'Publish an incident that a relay suggests.',
  operands: ['<suggestion id>'],
  options: clientOptions,
  notes: ['It is your own from then on: update and resolve it as one that you posted.'],
  examples: ['outage-feed adopt cards.example:8c1'],
  async run(given, terminal) {
    const [id = ''] = given.operands;
    const client = createClient(given, terminal);
    const path = `suggestions/${encodeURIComponent(id)}/adopt`;
    const incident = await client.send<Incident>('POST', path);
    report(given, terminal, incident, [
      `Published ${incident.id}: ${incident.name} (${incident.status}, impact ${incident.impact}).`,
      `More news:  outage-feed update ${incident.id} "…"`,
      `It is over: outage-feed resolve ${incident.id}`,
    ]);
  },
};
