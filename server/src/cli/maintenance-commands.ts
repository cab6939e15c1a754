import {isOver} from 'outage-widgets/protocol.js';
import type {Maintenance} from '../document.js';
import {givenFields} from '../given-fields.js';
import {clientOptions, createClient} from './client.js';
import type {Command, Given, Option, Terminal} from './command.js';
import {UsageError} from './command.js';
import {pickId} from './pick-id.js';
import {report} from './report.js';
import {parseTime} from './values.js';

const bodyOption: Option = {type: 'string', value: 'text', description: 'what readers should know'};

export const scheduleCommand: Command = {
  name: 'schedule',
  summary: 'Announce a maintenance.',
  operands: ['"<what is done>"'],
  options: {
    at: {
      type: 'string',
      value: 'time',
      description: 'its start: 2h, "2026-11-21 22:00" (required)',
    },
    until: {type: 'string', value: 'time', description: 'its planned end'},
    component: {
      type: 'string',
      value: 'id',
      multiple: true,
      description: 'what it takes down, as often as needed',
    },
    body: bodyOption,
    ...clientOptions,
  },
  notes: ['It is started and ended by you, not by the clock: see start and end.'],
  examples: [
    'outage-feed schedule "Database upgrade" --at "2026-11-21 22:00" \\\n' +
      '    --until "2026-11-21 23:00" --component exports',
  ],
  async run(given, terminal) {
    const at = given.text('at');
    if (at === undefined) throw new UsageError('"schedule" needs --at: when does it start?');
    const until = given.text('until');
    const now = terminal.clock();
    const components = given.list('component').map((id) => ({id}));
    const body = givenFields({
      name: given.operands[0],
      scheduled_for: parseTime('at', at, now),
      scheduled_until: until && parseTime('until', until, now),
      body: given.text('body'),
      components: components.length > 0 ? components : undefined,
    });
    const client = createClient(given, terminal);
    const maintenance = await client.send<Maintenance>('POST', 'maintenances', body);
    report(given, terminal, maintenance, [
      `Announced ${maintenance.id}: ${maintenance.name}, from ${maintenance.scheduled_for}.`,
      `When it starts: outage-feed start ${maintenance.id}`,
    ]);
  },
};

export const startCommand: Command = {
  name: 'start',
  summary: 'Start a maintenance; its components are under maintenance.',
  operands: ['[<maintenance id>]'],
  options: {body: bodyOption, ...clientOptions},
  notes: ['The id can be left out while one maintenance is scheduled.'],
  examples: ['outage-feed start', 'outage-feed start mnt-k3v9x2mb --body "Exports are queued."'],
  run: (given, terminal) =>
    moveMaintenance(given, terminal, {
      status: 'in_progress',
      done: 'Started',
      candidate: 'scheduled maintenance',
      isCandidate: ({status}) => status === 'scheduled',
    }),
};

export const endCommand: Command = {
  name: 'end',
  summary: 'End a maintenance; its components are operational again.',
  operands: ['[<maintenance id>]'],
  options: {body: bodyOption, ...clientOptions},
  notes: ['The id can be left out while one maintenance is running.'],
  examples: ['outage-feed end', 'outage-feed end mnt-k3v9x2mb --body "All done."'],
  run: (given, terminal) =>
    moveMaintenance(given, terminal, {
      status: 'completed',
      done: 'Ended',
      candidate: 'running maintenance',
      isCandidate: ({status}) => !isOver(status) && status !== 'scheduled',
    }),
};

export const callOffCommand: Command = {
  name: 'call-off',
  summary: 'Call off a maintenance; readers are told so.',
  operands: ['[<maintenance id>]'],
  options: {body: bodyOption, ...clientOptions},
  notes: ['The id can be left out while one maintenance is not over.'],
  examples: ['outage-feed call-off mnt-k3v9x2mb --body "We do it next week."'],
  run: (given, terminal) =>
    moveMaintenance(given, terminal, {
      status: 'completed',
      ext: {phase: 'cancelled'},
      done: 'Called off',
      candidate: 'open maintenance',
      isCandidate: ({status}) => !isOver(status),
    }),
};

/** A step in the life of a maintenance. */
interface Move {
  readonly status: 'in_progress' | 'completed';
  /** The finer word, where the status has none. */
  readonly ext?: {readonly phase: 'cancelled'};
  /** The word for the report. */
  readonly done: string;
  /** Names a maintenance that can make this step, for messages. */
  readonly candidate: string;
  readonly isCandidate: (maintenance: Maintenance) => boolean;
}

async function moveMaintenance(
  given: Given,
  terminal: Terminal,
  {status, ext, done, candidate, isCandidate}: Move,
): Promise<void> {
  const client = createClient(given, terminal);
  const {scheduled_maintenances: maintenances} = await client.summary();
  const id = pickId(given.operands[0], maintenances.filter(isCandidate), candidate);
  const maintenance = await client.send<Maintenance>(
    'POST',
    `maintenances/${encodeURIComponent(id)}/updates`,
    givenFields({status, ext, body: given.text('body')}),
  );
  report(given, terminal, maintenance, [`${done} ${maintenance.id}: ${maintenance.name}.`]);
}
