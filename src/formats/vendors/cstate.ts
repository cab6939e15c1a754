import {toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {levelOf, table} from '../vocabulary.js';

const LEVELS = table<Level>({
  ok: 'operational',
  notice: 'notice',
  disrupted: 'degraded',
  down: 'major',
});

/**
 * cState, `/index.json`. It tells all of an issue but the text, which is in a document of its own.
 * The site is built when somebody writes: `buildDate` may be old while everything still holds, so
 * it is no proof of life.
 */
export const cstate: Adapter = {
  name: 'cstate',
  matches(root) {
    const {is, systems} = toObject(root);
    return is === 'index' && Array.isArray(systems);
  },
  translate(value) {
    const root = toObject(value);
    const {title, baseURL, summaryStatus, buildDate, buildTime, buildTimezone} = root;
    const systems = toObjects(root['systems']);
    const titled = toObjects(root['categories'])
      .filter(({hideTitle}) => hideTitle !== true)
      .map(({name}) => [typeof name === 'string' ? name : undefined, name] as const);
    const components = systems.map(({name, category, status}) => ({
      name,
      group_id: category,
      ext: {level: levelOf(status, LEVELS)},
    }));
    const issues = [
      ...systems.flatMap(({unresolvedIssues}) => toObjects(unresolvedIssues)),
      ...toObjects(root['pinnedIssues']),
    ];
    // An issue is listed under each system it affects, and once more if it is pinned.
    const once = new Map(issues.map((issue) => [issue['permalink'] ?? issue, issue]));
    const incidents = openFirst([...once.values()].map(toIncident));
    const ext: {locale: unknown; generated_at?: unknown} = {locale: root['languageCode']};
    return {
      page: {
        name: title,
        url: baseURL,
        updated_at: isoTime(
          [buildDate, buildTime, buildTimezone]
            .filter((part) => typeof part === 'string')
            .join(' '),
        ),
      },
      // Real summaries contradict their systems. Both are the publisher's word; `description` is
      // about the page.
      status: {
        ext: {
          level:
            summaryStatus === undefined
              ? rollUp({components, incidents})
              : levelOf(summaryStatus, LEVELS),
        },
      },
      components: withGroupRows(components, new Map(titled)),
      incidents,
      ext,
    };
  },
};

function toIncident(issue: Json): TranslatedReport {
  const {title, permalink, createdAt, lastMod, resolvedAt, severity, informational} = issue;
  return {
    id: permalink,
    name: title,
    status: issue['resolved'] === true ? 'resolved' : 'unknown',
    started_at: timeOf(createdAt),
    updated_at: timeOf(lastMod),
    resolved_at: timeOf(resolvedAt),
    shortlink: permalink,
    components: namesOf(issue['affected']).map((name) => ({name})),
    ext: {level: informational === true ? 'notice' : levelOf(severity, LEVELS)},
  };
}

/**
 * Go writes the name of the zone after its offset, if the zone has a name. Times that are not set
 * read `<no value>`, and are no times.
 */
function timeOf(value: unknown): string | undefined {
  return isoTime(typeof value === 'string' ? value.replace(/ [A-Z]{3,5}$/, '') : value);
}

function namesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
