import type {Command} from './command.js';

/** Makes the help of the program. */
export function programHelp(commands: readonly Command[]): string {
  return [
    'A small, durable status feed: serve it, and publish to it from here.',
    '',
    'Usage: outage-feed <command> [options]',
    '',
    table(commands.map(({name, summary}) => [name, summary])),
    '',
    'In a hurry:',
    '  outage-feed post "Payments fail" --component payments --impact major',
    '',
    'More about a command: outage-feed <command> --help',
  ].join('\n');
}

/** Makes the help of one command. */
export function commandHelp({
  name,
  summary,
  operands,
  options,
  examples,
  notes = [],
}: Command): string {
  const rows = Object.entries(options).map(([option, {value, description}]) => [
    value === undefined ? `--${option}` : `--${option} <${value}>`,
    description,
  ]);
  return [
    summary,
    '',
    `Usage: ${['outage-feed', name, ...operands].join(' ')} [options]`,
    '',
    table(rows),
    ...notes.flatMap((note) => ['', note]),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
