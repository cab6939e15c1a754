import type {Incident, Maintenance} from '../document.js';
import type {Terminal} from './command.js';

/** Lists what readers would miss in an event that was just published: a line each, or none. */
export async function adviceLines(
  event: Incident | Maintenance,
  {clock}: Terminal,
): Promise<readonly string[]> {
  // The import is dynamic so that other commands start without the rules.
  const {adviceOn} = await import('../lint/advice.js');
  const advice = adviceOn(event, clock()).map(({what, remedy = ''}) => `  ${what} ${remedy}`);
  return advice.length > 0 ? ['', 'Better still:', ...advice] : [];
}
