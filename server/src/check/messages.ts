import {fieldOf, numberOf, parseJson, textOf, timeOf} from '../json.js';
import type {StreamObservation} from './observation.js';

/** One event of a stream, parsed. */
export interface StreamMessage {
  /** Milliseconds since the headers arrived. */
  readonly at: number;
  readonly name: string;
  readonly id: string | undefined;
  /** The parsed data; undefined if it is not JSON. */
  readonly value: unknown;
  readonly epoch: string;
  readonly rev: number | undefined;
  /** Milliseconds since 1970. */
  readonly generatedAt: number | undefined;
}

const known = new Set([
  'snapshot',
  'incident',
  'maintenance',
  'component',
  'status',
  'remove',
  'beat',
  'bye',
]);

/** The events that readers know, in order. Readers ignore all others. */
export function messagesOf({items}: StreamObservation): readonly StreamMessage[] {
  return items.flatMap((item) => {
    if (item.type !== 'event' || !known.has(item.name)) return [];
    const value = parseJson(item.data);
    const ext = fieldOf(value, 'ext');
    return [
      {
        at: item.at,
        name: item.name,
        id: item.id,
        value,
        epoch: textOf(ext, 'epoch'),
        rev: numberOf(ext, 'rev'),
        generatedAt: timeOf(ext, 'generated_at'),
      },
    ];
  });
}
