import type {Incident, Maintenance} from '../document.js';
import type {Terminal} from './command.js';

/** What readers would miss in an event that was just published: a line each, or none. */
export async function adviceLines(
  event: Incident | Maintenance,
  {clock}: Terminal,
): Promise<readonly string[]> {
  const {adviceOn} = await import('../lint/advice.js');
  const label = /^\/(?:incidents|scheduled_maintenances)\/0 ("[^"]*")?/;
  const advice = adviceOn(event, clock()).map(({what, remedy = ''}) => {
    return `  ${what.replace(label, 'It')} ${remedy}`;
  });
  return advice.length > 0 ? ['', 'Better still:', ...advice] : [];
}
