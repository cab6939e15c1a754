import {documentFindings} from '../check/document.js';
import type {Finding} from '../findings/finding.js';
import {isObject, parseJson} from '../json.js';
import type {Body} from '../check/observation.js';
import {eventsOf} from './event.js';
import {pageFindings} from './page.js';
import {storyFindings} from './story.js';
import {textsFindings} from './texts.js';

/**
 * Finds what is wrong with a document, and what its readers would miss.
 *
 * @param now milliseconds since 1970.
 */
export function lintFindings(body: Body, now: number): readonly Finding[] {
  const document = body.tooLarge ? undefined : parseJson(body.text);
  const valid = documentFindings(body);
  if (!isObject(document)) return valid;
  const events = eventsOf(document);
  return [
    ...valid,
    ...pageFindings(document, events),
    ...events.flatMap((event) => [...storyFindings(event, now), ...textsFindings(event)]),
  ];
}
