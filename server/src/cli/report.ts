import type {Given, Terminal} from './command.js';

/** Says what was done: in lines for people, or with --json the server's answer for programs. */
export function report(
  given: Given,
  {print}: Terminal,
  answer: unknown,
  lines: readonly string[],
): void {
  print(given.flag('json') ? JSON.stringify(answer, undefined, 2) : lines.join('\n'));
}
