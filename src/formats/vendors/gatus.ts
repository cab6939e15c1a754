import {MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS} from '../../parsing/limits.js';
import {htmlReferences} from '../../parsing/html-references.js';
import {isObject, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {plainText} from '../../parsing/rich-text/plain-text.js';
import {parseRichText} from '../../parsing/rich-text/rich-text.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {monitorsLevel} from '../monitors.js';
import {levelOf, table} from '../vocabulary.js';

/** Levels of announcements. */
const LEVELS = table<Level>({
  none: 'notice',
  information: 'notice',
  warning: 'degraded',
  outage: 'major',
});

/**
 * Gatus, `/api/v1/endpoints/statuses`. Its results name internal hosts and errors: only the success
 * of the last one is passed on. The words of the operators are in a second document, which only a
 * relay reads.
 */
export const gatus: Adapter = {
  name: 'gatus',
  matches: (root) =>
    toObjects(root).some(({key, results}) => isText(key) && Array.isArray(results)),
  companions: () => ({config: '../config'}),
  translate(root, companions) {
    const components = toObjects(root).map(({key, name, group, results}) => ({
      id: key,
      name,
      group_id: group,
      ext: {level: levelOfLast(results)},
    }));
    const incidents = toObjects(toObject(companions['config'])['announcements'])
      // Archived announcements are history, and one that says that all is well is no news of
      // trouble.
      .filter(({type, archived}) => archived !== true && type !== 'operational')
      .map(toIncident);
    return {
      status: {ext: {level: monitorsLevel({components, incidents})}},
      components: withGroupRows(components),
      incidents,
    };
  },
};

/** Results come oldest first. */
function levelOfLast(results: unknown): Level {
  const last: unknown = Array.isArray(results) ? results.at(-1) : undefined;
  const success = isObject(last) ? last['success'] : undefined;
  if (typeof success !== 'boolean') return 'unknown';
  return success ? 'operational' : 'major';
}

/** An announcement stands until it is archived. Its first line is its title. */
function toIncident({timestamp, type, message}: Json): TranslatedReport {
  const markdown = isText(message) ? message.slice(0, MAX_BODY_CHARACTERS) : '';
  const text = plainText(parseRichText(markdown, 'markdown', htmlReferences));
  const [title] = text.split('\n', 1);
  const at = isoTime(timestamp);
  return {
    id: timestamp,
    name: title || type,
    status: 'unknown',
    started_at: at,
    // A text of one line is the title already.
    incident_updates: [
      {
        status: 'unknown',
        body: text === title && text.length <= MAX_TITLE_CHARACTERS ? '' : markdown,
        display_at: at,
      },
    ],
    ext: {level: levelOf(type, LEVELS), body_format: 'markdown'},
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
