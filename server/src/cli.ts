import {createRequire} from 'node:module';
import {checkCommand} from './cli/check-command.js';
import {CommandError, UsageError} from './cli/command.js';
import type {Command, Terminal} from './cli/command.js';
import {commandHelp, programHelp} from './cli/help.js';
import {postCommand, resolveCommand, updateCommand} from './cli/incident-commands.js';
import {keygenCommand} from './cli/keygen-command.js';
import {lintCommand} from './cli/lint-command.js';
import {
  callOffCommand,
  endCommand,
  scheduleCommand,
  startCommand,
} from './cli/maintenance-commands.js';
import {componentCommand, listCommand, removeCommand} from './cli/page-commands.js';
import {correctCommand, historyCommand, reopenCommand} from './cli/past-commands.js';
import {parseArguments} from './cli/parse-arguments.js';
import {relayCommand} from './cli/relay-command.js';
import {adoptCommand} from './cli/adopt-command.js';
import {serveCommand} from './cli/serve-command.js';
import {OutageFeedError} from './errors.js';

const commands: readonly Command[] = [
  serveCommand,
  relayCommand,
  postCommand,
  updateCommand,
  resolveCommand,
  correctCommand,
  reopenCommand,
  historyCommand,
  componentCommand,
  scheduleCommand,
  startCommand,
  endCommand,
  callOffCommand,
  removeCommand,
  listCommand,
  adoptCommand,
  checkCommand,
  lintCommand,
  keygenCommand,
];

const terminal: Terminal = {
  print: (text) => console.log(text),
  warn: (text) => console.error(text),
  environment: process.env,
  clock: Date.now,
};

/** @returns the exit code: 0 done, 1 the command failed, 2 the command line is wrong. */
async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (['--help', '-h', 'help'].includes(name)) {
    terminal.print(programHelp(commands));
    return 0;
  }
  if (name === '--version') {
    const manifest: unknown = createRequire(import.meta.url)('outage-feed/package.json');
    terminal.print((manifest as {version: string}).version);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    console.error(`There is no command "${name}". See: outage-feed --help`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.print(commandHelp(command));
    return 0;
  }
  try {
    return (await command.run(parseArguments(command, args), terminal)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message} See: outage-feed ${command.name} --help`);
      return 2;
    }
    if (!(error instanceof CommandError || error instanceof OutageFeedError)) throw error;
    console.error(error.message);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
