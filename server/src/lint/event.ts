import {isOver} from 'outage-widgets/protocol.js';
import {fieldOf, numberOf, objectsOf, textOf, timeOf, toObject} from '../json.js';
import type {Json} from '../json.js';

/** An incident or a maintenance of a document, with the fields that the rules need. */
export interface LintedEvent {
  readonly kind: 'incident' | 'maintenance';
  /** The name of the event in a finding: its JSON pointer and its title. */
  readonly label: string;
  readonly title: string;
  readonly status: string;
  readonly over: boolean;
  /** The updates, newest first, as in the document. */
  readonly updates: readonly {
    readonly label: string;
    readonly body: string;
    /**
     * `text`, `markdown`, `html` or `guessed`; empty where the document leaves it to the default.
     */
    readonly format: string;
  }[];
  /** The time of the last update, in milliseconds since 1970. */
  readonly saidAt: number | undefined;
  readonly json: Json;
  readonly ext: Json;
}

/** Reads all incidents and maintenances of a document. */
export function eventsOf(document: Json): readonly LintedEvent[] {
  const {ext} = document;
  // Readers guess the format in a plain Statuspage document. In our own protocol it is text.
  const ours = (fieldOf(ext, 'schema') ?? fieldOf(ext, 'rev')) !== undefined;
  const otherwise = ours ? '' : 'guessed';
  return [
    ...objectsOf(document, 'incidents').map((json, index) =>
      readEvent('incident', `/incidents/${index}`, json, otherwise),
    ),
    ...objectsOf(document, 'scheduled_maintenances').map((json, index) =>
      readEvent('maintenance', `/scheduled_maintenances/${index}`, json, otherwise),
    ),
  ];
}

function readEvent(
  kind: LintedEvent['kind'],
  pointer: string,
  json: Json,
  otherwise: string,
): LintedEvent {
  const title = textOf(json, 'name');
  const status = textOf(json, 'status');
  const ext = toObject(json['ext']);
  const updates = objectsOf(json, 'incident_updates');
  const said = [
    ...updates.map((update) => timeOf(update, 'display_at')),
    timeOf(json, 'updated_at'),
    timeOf(json, 'created_at'),
  ].filter((time) => time !== undefined);
  return {
    kind,
    label: `${pointer} "${shortened(title)}"`,
    title,
    status,
    over: isOver(status),
    updates: updates.map((update, index) => ({
      label: `${pointer}/incident_updates/${index}`,
      body: textOf(update, 'body'),
      format:
        textOf(fieldOf(update, 'ext'), 'body_format') || textOf(ext, 'body_format') || otherwise,
    })),
    saidAt: said.length > 0 ? Math.max(...said) : undefined,
    json,
    ext,
  };
}

/** Whether the event says who is affected, or how many. */
export function namesScope({ext}: LintedEvent): boolean {
  const affected = ext['affected'];
  return (
    textOf(affected, 'scope') !== '' ||
    numberOf(affected, 'count') !== undefined ||
    numberOf(affected, 'percent') !== undefined
  );
}

function shortened(title: string): string {
  const characters = Array.from(title);
  return characters.length > 40 ? `${characters.slice(0, 39).join('').trimEnd()}…` : title;
}
