import {isOver} from 'outage-widgets/protocol.js';
import type {Component, FeedDocument, Incident, Maintenance} from '../document.js';
import {givenFields} from '../given-fields.js';
import {clientOptions, createClient} from './client.js';
import {CommandError} from './command.js';
import type {Command} from './command.js';
import {report} from './report.js';
import {section} from './section.js';
import type {Suggestion} from '../relay/suggestions.js';

export const componentCommand: Command = {
  name: 'component',
  summary: 'Set the status of a component, or add one.',
  operands: ['<component id>', '<status>'],
  options: {
    name: {type: 'string', value: 'name', description: 'what people call it; default: its id'},
    description: {type: 'string', value: 'text', description: 'what it does'},
    ...clientOptions,
  },
  notes: [
    'Status: operational, degraded_performance, partial_outage, major_outage, under_maintenance.',
  ],
  examples: [
    'outage-feed component payments operational',
    'outage-feed component search operational --name "Search"',
  ],
  async run(given, terminal) {
    const [id = '', status] = given.operands;
    const client = createClient(given, terminal);
    const body = givenFields({
      status,
      name: given.text('name'),
      description: given.text('description'),
    });
    const path = `components/${encodeURIComponent(id)}`;
    const component = await client.send<Component>('PUT', path, body);
    report(given, terminal, component, [`${component.name} is ${component.status} now.`]);
  },
};

export const removeCommand: Command = {
  name: 'remove',
  summary: 'Take an incident, maintenance or component back, as if it had never been.',
  operands: ['<id>'],
  options: clientOptions,
  notes: [
    'Readers see and hear nothing of it. What is over should be resolved or ended, a false alarm',
    'resolved with --false-alarm, and work that will not happen called off: readers want to know.',
  ],
  examples: ['outage-feed remove inc-k3v9x2mb'],
  async run(given, terminal) {
    const [id = ''] = given.operands;
    const client = createClient(given, terminal);
    const kind = kindOf(await client.summary(), id);
    await client.send('DELETE', `${kind}s/${encodeURIComponent(id)}`);
    report(given, terminal, {removed: id}, [`Removed the ${kind} ${id}.`]);
  },
};

export const listCommand: Command = {
  name: 'list',
  summary: 'Show what the feed says.',
  operands: [],
  options: clientOptions,
  examples: ['outage-feed list', 'outage-feed list --json'],
  async run(given, terminal) {
    const client = createClient(given, terminal);
    const document = await client.summary();
    // Only a relay has suggestions, and only an operator may see them.
    const suggestions = given.flag('json')
      ? []
      : await client.send<readonly Suggestion[]>('GET', 'suggestions').catch(() => []);
    report(given, terminal, document, [...describe(document), ...describeSuggestions(suggestions)]);
  },
};

function kindOf(document: FeedDocument, id: string): 'incident' | 'maintenance' | 'component' {
  const has = (items: readonly {readonly id: string}[]): boolean =>
    items.some((item) => item.id === id);
  if (has(document.incidents)) return 'incident';
  if (has(document.scheduled_maintenances)) return 'maintenance';
  if (has(document.components)) return 'component';
  throw new CommandError(`There is nothing with the id ${id}. See: outage-feed list`);
}

function describe(document: FeedDocument): readonly string[] {
  const {page, status, components, incidents, scheduled_maintenances: maintenances, ext} = document;
  return [
    `${page.name}: ${status.description ?? status.indicator} (rev ${ext.rev})`,
    ...section('Incidents', incidents.map(describeEvent)),
    ...section('Maintenances', maintenances.map(describeEvent)),
    ...section(
      'Components',
      components.map(({id, name, status: own}) => [id, own, name]),
    ),
  ];
}

function describeSuggestions(suggestions: readonly Suggestion[]): readonly string[] {
  return section(
    'Suggested, from providers (publish with: outage-feed adopt <id>)',
    suggestions.map(({id, origin, incident, adopted_as: own}) => [
      id,
      incident.status,
      `${origin.name}: ${incident.name}${own === undefined ? '' : ` (published as ${own})`}`,
    ]),
  );
}

function describeEvent(event: Incident | Maintenance): readonly string[] {
  const when =
    'scheduled_for' in event && !isOver(event.status) ? `, from ${event.scheduled_for}` : '';
  return [event.id, event.status, `${event.name}${when}`];
}
