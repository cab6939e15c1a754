import type {Incident, Maintenance} from '../document.js';
import type {Finding} from '../findings/finding.js';
import type {Json} from '../json.js';
import {eventsOf} from './event.js';
import type {LintedEvent} from './event.js';
import {storyFindings} from './story.js';
import {textsFindings} from './texts.js';

/**
 * Says what readers would miss in one event. It is advice: nothing is refused because of it.
 *
 * @param now milliseconds since 1970.
 */
export function adviceOn(event: Incident | Maintenance, now: number): readonly Finding[] {
  const list = 'scheduled_for' in event ? 'scheduled_maintenances' : 'incidents';
  const document = {ext: {schema: '1'}, [list]: [event]} as Json;
  return eventsOf(document)
    .map(namedForPeople)
    .flatMap((linted) => [...storyFindings(linted, now), ...textsFindings(linted)])
    .map((finding) => ({...finding, what: sentence(finding.what)}));
}

/** A person who has just written an event knows it by its title, and not by a JSON pointer. */
function namedForPeople(event: LintedEvent): LintedEvent {
  return {
    ...event,
    label: `"${event.title}"`,
    updates: event.updates.map((update, index) => ({
      ...update,
      label: index === 0 ? 'the newest update' : 'an earlier update',
    })),
  };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
