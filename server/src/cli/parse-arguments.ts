import {parseArgs} from 'node:util';
import {UsageError} from './command.js';
import type {Command, Given} from './command.js';

/** @throws {UsageError} for an unknown option, a missing value, too few or too many operands. */
export function parseArguments(command: Command, args: readonly string[]): Given {
  const {values, positionals} = parseStrictly(command, args);
  const required = command.operands.filter((operand) => !operand.startsWith('['));
  if (positionals.length < required.length) {
    throw new UsageError(`"${command.name}" needs ${required.join(' and ')}.`);
  }
  if (positionals.length > command.operands.length) {
    const extra = positionals.at(command.operands.length);
    throw new UsageError(`"${extra}" is one thing too many. Put quotes around texts with spaces.`);
  }
  return {
    operands: positionals,
    text(option) {
      const value = values[option];
      return typeof value === 'string' ? value : undefined;
    },
    list(option) {
      const value = values[option];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (option) => values[option] === true,
  };
}

function parseStrictly(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, {type, multiple = false}]) => [
      name,
      {type, multiple},
    ]),
  );
  try {
    return parseArgs({args: [...args], options, allowPositionals: true, strict: true});
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new UsageError(`${reason?.replace(/\.$/, '')}.`);
  }
}
