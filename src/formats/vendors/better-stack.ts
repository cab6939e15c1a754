import {parseId, toObject, toObjects} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {LEVELS, attributesOf, readReports} from './better-stack-reports.js';
import type {Adapter, TranslatedMaintenance} from '../adapter.js';
import {isoTime} from '../foreign-time.js';
import {withGroupRows} from '../group-rows.js';
import {rollUp} from '../roll-up.js';
import {levelOf} from '../vocabulary.js';

const TYPES: readonly unknown[] = [
  'status_page',
  'status_page_section',
  'status_page_resource',
  'status_report',
  'status_update',
];

/**
 * Better Stack, `/index.json`. The page is `data` and the rest is `included`, or all of it is
 * `data`.
 */
export const betterStack: Adapter = {
  name: 'better-stack',
  matches: (root) => dataOf(root).some(({type}) => TYPES.includes(type)),
  translate(root) {
    const all = [...dataOf(root), ...toObjects(toObject(root)['included'])];
    const of = (type: string): readonly Json[] => all.filter((item) => item['type'] === type);
    const page = attributesOf(of('status_page')[0]);
    const {company_name: name, custom_domain: host, announcement, aggregate_state: state} = page;
    const components = of('status_page_resource').map((item) => {
      const {public_name, status, status_page_section_id} = attributesOf(item);
      return {
        id: item['id'],
        name: public_name,
        group_id: status_page_section_id,
        ext: {level: levelOf(status, LEVELS)},
      };
    });
    const sections = of('status_page_section').map(
      (item) => [parseId(item['id']), attributesOf(item)['name']] as const,
    );
    const reports = of('status_report');
    const read = (items: readonly Json[]): readonly TranslatedMaintenance[] =>
      readReports(items, of('status_update'), page);
    const isPlanned = (item: Json): boolean => attributesOf(item)['report_type'] === 'maintenance';
    const incidents = read(reports.filter((item) => !isPlanned(item)));
    // An incident with an end may be over by now, so it does not count here. While it lasts, the
    // levels of its components show it.
    const endless = incidents.filter(({scheduled_until: end}) => !end);
    return {
      page: {
        name,
        url: typeof host === 'string' ? `https://${host}` : undefined,
        updated_at: isoTime(page['updated_at']),
      },
      status: {
        description: announcement,
        ext: {
          level:
            state === undefined ? rollUp({components, incidents: endless}) : levelOf(state, LEVELS),
        },
      },
      components: withGroupRows(components, new Map(sections)),
      incidents,
      scheduled_maintenances: read(reports.filter(isPlanned)),
    };
  },
};

function dataOf(root: unknown): readonly Json[] {
  const {data} = toObject(root);
  return toObjects(Array.isArray(data) ? data : [data]);
}
