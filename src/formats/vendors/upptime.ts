import {isOver} from '../../model/is-over.js';
import {isObject, parseId, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level} from '../../model/types.js';
import type {Adapter, TranslatedMaintenance, TranslatedReport} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {rollUp} from '../roll-up.js';
import {levelOf, table} from '../vocabulary.js';

/**
 * GitHub answers 60 requests an hour from one unknown address. Half of them are left for others
 * there.
 */
const POLL_AFTER_SECONDS = 120;

const LEVELS = table<Level>({up: 'operational', degraded: 'degraded', down: 'major'});

/** The signs with which titles of issues begin. They are the only severity there is. */
const SIGNS = table<Level>({'🛑': 'major', '⚠': 'degraded'});
const SIGN = /^\s*(🛑|⚠)\ufe0f?\s*/u;

/**
 * Upptime, `history/summary.json` in its repository. Incidents and planned work are issues there.
 * Only a relay reads them, and only from GitHub.
 */
export const upptime: Adapter = {
  name: 'upptime',
  matches: (root) =>
    toObjects(root).some(({slug, status, uptime}) =>
      [slug, status, uptime].every((value) => typeof value === 'string'),
    ),
  companions({hostname, pathname}) {
    const [owner, repository] = pathname.split('/').filter(Boolean);
    // One request gets incidents and planned work, which saves half of GitHub's limit.
    return hostname === 'raw.githubusercontent.com' && repository
      ? {
          issues: `https://api.github.com/repos/${owner}/${repository}/issues?state=open&per_page=100`,
        }
      : {};
  },
  translate(root, companions) {
    const components = toObjects(root).map(({slug, name, status}) => ({
      id: slug,
      name,
      ext: {level: levelOf(status, LEVELS)},
    }));
    const slugs: ReadonlySet<unknown> = new Set(components.map(({id}) => id));
    const issues = toObjects(companions['issues']).filter(
      (issue) => !isObject(issue['pull_request']),
    );
    const incidents = issues
      .filter((issue) => labelsOf(issue).has('status'))
      .map((issue): TranslatedReport => {
        const affected = [...labelsOf(issue)].filter((label) => slugs.has(label));
        return {...toReport(issue), components: affected.map((id) => ({id}))};
      });
    const maintenances = issues
      .filter((issue) => labelsOf(issue).has('maintenance'))
      .map(toMaintenance);
    return {
      status: {ext: {level: rollUp({components, incidents})}},
      components,
      incidents,
      scheduled_maintenances: maintenances,
      ext: {poll_after_seconds: POLL_AFTER_SECONDS},
    };
  },
};

function labelsOf({labels}: Json): ReadonlySet<unknown> {
  const all: readonly unknown[] = Array.isArray(labels) ? labels : [];
  return new Set(all.map((label) => (isObject(label) ? label['name'] : label)));
}

/** Issues are open or closed, and have no finer phase. */
function toReport(issue: Json): TranslatedReport {
  const {number, title, body, state, created_at: at, updated_at, closed_at, html_url} = issue;
  const [prefix = '', sign] = (typeof title === 'string' && SIGN.exec(title)) || [];
  return {
    id: number,
    name: (typeof title === 'string' && title.slice(prefix.length)) || title,
    status: state === 'closed' ? 'resolved' : 'unknown',
    created_at: isoTime(at),
    updated_at: isoTime(updated_at),
    resolved_at: isoTime(closed_at),
    shortlink: html_url,
    incident_updates: body ? [{status: 'unknown', body, display_at: isoTime(at)}] : [],
    ext: {level: levelOf(sign, SIGNS), body_format: 'markdown'},
  };
}

/**
 * The window of planned work stands in a comment in the body, one `key: value` a line. No reader
 * sees a comment.
 */
function toMaintenance(issue: Json): TranslatedMaintenance {
  const body = typeof issue['body'] === 'string' ? issue['body'] : '';
  const begin = body.indexOf('<!--');
  const end = body.indexOf('-->', begin);
  const hasComment = begin >= 0 && end > begin;
  const fields = new Map(
    (hasComment ? body.slice(begin + 4, end) : '').split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const affected = ['expectedDown', 'expectedDegraded'].flatMap((key) =>
    (fields.get(key) ?? '').split(',').flatMap((slug) => parseId(slug) ?? []),
  );
  const report = toReport(issue);
  return {
    ...report,
    status: isOver(report.status) ? 'completed' : 'unknown',
    scheduled_for: isoTime(fields.get('start')),
    scheduled_until: isoTime(fields.get('end')),
    components: affected.map((id) => ({id})),
    ext: {body_format: 'markdown'},
  };
}
