import {isObject, parseWord, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import type {Level, Phase} from '../../model/types.js';
import type {Adapter, TranslatedReport} from '../adapter.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {phaseOf} from '../phases.js';
import {table} from '../vocabulary.js';
import {worstOfEach} from '../worst-of-each.js';

const IMPACTS = table<Level>({
  service_information: 'notice',
  service_disruption: 'degraded',
  service_outage: 'major',
});

const SEVERITIES = table<Level>({low: 'notice', medium: 'degraded', high: 'major'});

const PHASES = table<Phase>({available: 'resolved'});

/** Markdown escapes such as `\#`: a title is Markdown too, and is shown as text. */
const ESCAPE = /\\([\n!-/:-@[-`{-~])/g;

/**
 * Google Cloud and Workspace, `incidents.json`: a list of the incidents of some months, and nothing
 * else. If none of them is open, all is well. A product is known only while an incident names it.
 */
export const googleCloud: Adapter = {
  name: 'google-cloud',
  matches: (root) => Array.isArray(root) && root.some(isIncident),
  isAt: ({hostname, pathname}) =>
    hostname === 'status.cloud.google.com' ||
    (hostname === 'www.google.com' && pathname.startsWith('/appsstatus/')),
  translate(root) {
    if (!Array.isArray(root) || (root.length > 0 && !googleCloud.matches(root))) return {};
    const items = toObjects(root);
    const open = items.filter(({end}) => !end);
    const lists = {
      components: worstOfEach(
        open.flatMap((item) =>
          productsOf(item).map((product) => ({...product, ext: {level: levelOfIncident(item)}})),
        ),
      ),
      incidents: openFirst(items.map(toReport)),
    };
    return {status: {ext: {level: rollUp(lists, 'operational')}}, ...lists};
  },
};

function isIncident(item: unknown): boolean {
  return isObject(item) && 'external_desc' in item && 'begin' in item;
}

function levelOfIncident({status_impact: impact, severity}: Json): Level {
  return parseWord(impact, IMPACTS) ?? parseWord(severity, SEVERITIES) ?? 'unknown';
}

function productsOf(item: Json): readonly {readonly id: unknown; readonly name: unknown}[] {
  return toObjects(item['affected_products']).map(({id, title, current_title: current}) => ({
    id,
    name: current ?? title,
  }));
}

function toReport(item: Json): TranslatedReport {
  const {id, begin, end, modified, uri, updates, most_recent_update: latest} = item;
  const all = toObjects(updates);
  return {
    id,
    // The text is a paragraph. Its beginning has to serve as the title.
    name: unescaped(item['external_desc']),
    status: end ? 'resolved' : 'unknown',
    created_at: begin,
    updated_at: modified,
    resolved_at: end,
    // These links are relative to a page that the document does not name: the checker drops them.
    shortlink: uri,
    components: productsOf(item),
    incident_updates: (all.length > 0 ? all : [toObject(latest)].filter(({when}) => when)).map(
      ({when, status, text}) => ({
        status: phaseOf(status, PHASES),
        body: text,
        display_at: when,
      }),
    ),
    ext: {level: levelOfIncident(item), body_format: 'markdown'},
  };
}

function unescaped(text: unknown): unknown {
  return typeof text === 'string' ? text.replace(ESCAPE, '$1') : text;
}
