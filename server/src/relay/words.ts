import {InvalidInputError, OutageFeedError} from '../errors.js';
import type {Reading} from './visit.js';
import {VisitError} from './visit-error.js';

/** Trouble in a plain sentence, and of which kind it is: the same kind again is no news. */
export function describeTrouble(error: unknown): {
  readonly kind: string;
  readonly sentence: string;
} {
  if (error instanceof VisitError) {
    return {kind: `${error.kind} ${error.status ?? error.message}`, sentence: error.message};
  }
  const {message} = error as Error;
  if (error instanceof InvalidInputError) {
    return {kind: 'invalid', sentence: `What it says cannot be published: ${message}.`};
  }
  if (error instanceof OutageFeedError) return {kind: error.code, sentence: message};
  return {kind: 'bug', sentence: `Something is wrong in the relay: ${message}.`};
}

/** "GitHub: Statuspage, 12 components, 1 open incident" */
export function describeFound(name: string, {format, snapshot}: Reading): string {
  const open = snapshot.incidents.filter(
    ({phase}) => phase !== 'resolved' && phase !== 'completed',
  );
  const title = format === 'statuspage' ? 'Statuspage' : format;
  const components = count(snapshot.components.length, 'component');
  return `${name}: ${title}, ${components}, ${count(open.length, 'open incident')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
