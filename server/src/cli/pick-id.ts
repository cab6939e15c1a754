import type {Incident, Maintenance} from '../document.js';
import {CommandError} from './command.js';

/**
 * Returns the id that was typed, or else the id of the only candidate.
 *
 * @param what names a candidate in the message.
 * @throws {CommandError} if no id was typed and there is not exactly one candidate.
 */
export function pickId(
  typed: string | undefined,
  candidates: readonly (Incident | Maintenance)[],
  what: string,
): string {
  if (typed !== undefined) return typed;
  const [only, ...others] = candidates;
  if (only === undefined) throw new CommandError(`There is no ${what}.`);
  if (others.length === 0) return only.id;
  const choice = candidates.map(({id, name}) => `  ${id}  ${name}`).join('\n');
  throw new CommandError(`There is more than one ${what}. Say which:\n${choice}`);
}
