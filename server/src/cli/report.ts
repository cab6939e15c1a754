import type {Given, Terminal} from './command.js';

/** Prints the result: as lines for people, or with --json the answer of the server for programs. */
export function report(
  given: Given,
  {print}: Terminal,
  answer: unknown,
  lines: readonly string[],
): void {
  print(given.flag('json') ? JSON.stringify(answer, undefined, 2) : lines.join('\n'));
}
