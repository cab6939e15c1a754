import {parseId, toObject} from '../../parsing/parse.js';
import type {Json} from '../../parsing/parse.js';
import {PAGES, fieldOf, itemsOf, kindOf, relationsOf, timeOf, wordOf} from './cachet-documents.js';
import type {CachetKind} from './cachet-documents.js';
import {COMPONENTS, toIncident, toMaintenance} from './cachet-reports.js';
import type {Adapter, TranslatedComponent} from '../adapter.js';
import {withGroupRows} from '../group-rows.js';
import {openFirst} from '../open-first.js';
import {rollUp} from '../roll-up.js';
import {levelOf} from '../vocabulary.js';

/** The values of `visible` for incidents that are not public. */
const HIDDEN: readonly unknown[] = [false, 0, '0', 2];

/**
 * The addresses of the documents. Cachet 3.x adds related items on request; 2.x sorts the oldest
 * first.
 */
const ADDRESSES_2 = {
  components: 'components?per_page=100',
  groups: 'components/groups?per_page=100',
  incidents: 'incidents?sort=id&order=desc&per_page=100',
  schedules: 'schedules?sort=id&order=desc&per_page=100',
};
const ADDRESSES_3 = {
  status: 'status',
  components: 'components?include=group&per_page=100',
  incidents: 'incidents?include=components,updates&per_page=100',
  schedules: 'schedules?sort=-id&include=components,updates&per_page=100',
};

/**
 * Cachet 2.x, below `/api/v1/`, and 3.x, below `/api/`. A page is several documents. Each of them
 * can be the feed: a browser then knows no more, and a relay reads the others.
 */
export const cachet: Adapter = {
  name: 'cachet',
  matches: (root) => kindOf(root) !== undefined,
  companions({pathname}) {
    const [base, version] = /^.*\/api\/(v1\/)?/.exec(pathname) ?? [];
    if (base === undefined) return {};
    return Object.fromEntries(
      Object.entries(version ? ADDRESSES_2 : ADDRESSES_3).map(([name, path]) => [
        name,
        base + path,
      ]),
    );
  },
  translate(root, companions) {
    const kind = kindOf(root);
    // The address of a companion asks for more than the address of the feed may have done.
    const of = (name: CachetKind): unknown =>
      companions[name] ?? (kind === name ? root : undefined);
    const {status, message} = toObject(toObject(of('status'))['data']);
    const components = toComponents(of('components'));
    const isPlan = (item: Json): boolean =>
      !wordOf(fieldOf(item, 'status')) && timeOf(fieldOf(item, 'scheduled_at')) !== undefined;
    const visible = itemsOf(of('incidents')).filter(
      (item) => !HIDDEN.includes(wordOf(fieldOf(item, 'visible'))),
    );
    const related = relationsOf(of('incidents'));
    const incidents = openFirst(
      visible.filter((item) => !isPlan(item)).map((item) => toIncident(item, related)),
    );
    // Before Cachet 2.4 planned work was an incident in the future.
    const schedules = relationsOf(of('schedules'));
    const maintenances = openFirst([
      ...itemsOf(of('schedules')).map((item) => toMaintenance(item, schedules)),
      ...visible.filter(isPlan).map((item) => toMaintenance(item, related)),
    ]);
    return {
      status: {
        description: message,
        ext: {
          level:
            status === undefined
              ? rollUp({components, incidents, scheduled_maintenances: maintenances})
              : levelOf(status, PAGES),
        },
      },
      components: withGroupRows(components, namesOfGroups(of('components'), of('groups'))),
      incidents,
      scheduled_maintenances: maintenances,
    };
  },
};

function toComponents(root: unknown): readonly TranslatedComponent[] {
  const related = relationsOf(root);
  return itemsOf(root)
    .filter((item) => fieldOf(item, 'enabled') !== false)
    .map((item) => ({
      id: item['id'],
      name: fieldOf(item, 'name'),
      group_id: fieldOf(item, 'group_id') ?? related(item, 'group')[0]?.['id'],
      ext: {level: levelOf(wordOf(fieldOf(item, 'status')), COMPONENTS)},
    }));
}

/** The groups: a list of their own in Cachet 2.x, included with the components in 3.x. */
function namesOfGroups(
  components: unknown,
  groups: unknown,
): ReadonlyMap<string | undefined, unknown> {
  const related = relationsOf(components);
  const all: readonly Json[] = [
    ...itemsOf(components).flatMap((item) => related(item, 'group')),
    ...itemsOf(groups),
  ];
  return new Map(
    all
      .filter((item) => fieldOf(item, 'name') !== undefined)
      .map((item) => [parseId(item['id']), fieldOf(item, 'name')]),
  );
}
