import {isOver} from 'outage-widgets/protocol.js';
import {InvalidInputError, OutageFeedError} from '../errors.js';
import {FetchError} from './fetch-error.js';
import type {Reading} from './fetch-source.js';
import type {Log} from './relay-options.js';
import type {SourceState} from './source-state.js';

/** Logs what a source serves at its first answer, and that it answers again after a failure. */
export function logRecovery(
  {origin, newest, failureKind}: SourceState,
  reading: Reading,
  isFirst: boolean,
  log: Log,
): void {
  if (isFirst && newest) log('good', describeFound(origin.name, reading));
  else if (failureKind !== undefined && reading.missing === undefined) {
    log('good', `${origin.name} answers again.`);
  }
}

/** Logs a failure, unless the one before was of the same kind. */
export function logFailure(state: SourceState, error: unknown, delay: number, log: Log): void {
  const {kind, sentence} = describeFailure(error);
  if (kind !== state.failureKind) {
    log('bad', `${state.origin.name}: ${sentence} Next try in ${Math.round(delay / 1000)} s.`);
  }
  state.failureKind = kind;
}

function describeFailure(error: unknown): {readonly kind: string; readonly sentence: string} {
  if (error instanceof FetchError) {
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
function describeFound(name: string, {format, snapshot}: Reading): string {
  const open = snapshot.incidents.filter(({phase}) => !isOver(phase));
  const title = format === 'statuspage' ? 'Statuspage' : format;
  const components = count(snapshot.components.length, 'component');
  return `${name}: ${title}, ${components}, ${count(open.length, 'open incident')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
