import {describe, expect, test} from 'vitest';
import {statuspage} from '../../../../src/formats/statuspage/statuspage.ts';
import {findComponents} from '../../../../src/store/select.ts';
import type {Snapshot} from '../../../../src/model/types.ts';

function read(parts: object): Snapshot {
  const {message} = statuspage.document({page: {name: 'Acme'}, status: {}, ...parts});
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

const work = {
  id: 'm1',
  name: 'Database upgrade',
  status: 'scheduled',
  scheduled_for: '2026-11-21T22:00:00Z',
  scheduled_until: '2026-11-21T23:00:00Z',
};
const incident = {id: 'i1', name: 'Orders hang', status: 'investigating', impact: 'minor'};

describe('planned work', () => {
  test.each([
    ['a window', {...work, impact: 'major'}],
    ['the impact of planned work', {...work, impact: 'maintenance', scheduled_for: undefined}],
  ])('among the incidents is known by %s', (_what, item) => {
    const {incidents, maintenances} = read({incidents: [item, incident]});
    expect(incidents.map(({id}) => id)).toEqual(['i1']);
    expect(maintenances).toMatchObject([{kind: 'maintenance', id: 'm1', level: 'maintenance'}]);
  });

  test('is no incident of which the window is null or a typing error', () => {
    for (const scheduled_for of [null, '', 'soon']) {
      expect(read({incidents: [{...incident, scheduled_for}]}).incidents).toHaveLength(1);
    }
  });

  test('in both lists is one, with the window that its own list gives', () => {
    const {incidents, maintenances} = read({
      incidents: [{...work, impact: 'maintenance', scheduled_for: undefined}],
      scheduled_maintenances: [work],
    });
    expect(incidents).toEqual([]);
    expect(maintenances).toMatchObject([{scheduledFor: Date.UTC(2026, 10, 21, 22)}]);
  });

  test('is planned work as an event of the stream, too', () => {
    const parsed = statuspage.event('incident', {incident: {...work, impact: 'maintenance'}});
    expect(parsed?.message).toMatchObject({list: 'maintenances', item: {kind: 'maintenance'}});
  });
});

describe('an entry that is listed twice', () => {
  test.each([
    ['incidents', incident],
    ['scheduled_maintenances', work],
    ['components', {id: 'c1', name: 'Payments', status: 'operational'}],
  ])('is one: %s', (list, item) => {
    const {incidents, maintenances, components} = read({[list]: [item, {...item}]});
    expect([...incidents, ...maintenances, ...components]).toHaveLength(1);
  });

  test('stays two where the second says something else', () => {
    const {incidents} = read({incidents: [incident, {...incident, status: 'resolved'}, incident]});
    expect(incidents.map(({phase}) => phase)).toEqual(['investigating', 'resolved']);
  });
});

describe('a group', () => {
  const group = {id: 'g', name: 'Regions', status: 'major_outage', group: true};

  test('none of whose members is listed is a component', () => {
    const other = {id: 'a', name: 'API', status: 'operational', group_id: 'h'};
    const {components} = read({components: [{...group, components: ['x1']}, other]});
    expect(components).toMatchObject([{id: 'g', group: false, level: 'major'}, {id: 'a'}]);
  });

  test('stays a group beside one of its members', () => {
    const member = {id: 'x1', name: 'Oslo', status: 'major_outage', group_id: 'g'};
    expect(read({components: [group, member]}).components).toMatchObject([{group: true}, {}]);
  });
});

describe('a name', () => {
  const named = (name: string, parts: object = {}) =>
    read({incidents: [{...incident, name}], components: [{id: 'c', name, status: ''}], ...parts});

  test.each([
    ['Billing &amp; Invoices can&#39;t be opened', "Billing & Invoices can't be opened"],
    ['Caf&#233; &lt;Gather&gt;', 'Café <Gather>'],
    ['A&#8238;B', 'AB'],
    ['R&D &unknown; &', 'R&D &unknown; &'],
  ])('that was escaped as HTML is read as its author wrote it: %s', (written, name) => {
    const {incidents, components} = named(written);
    expect([incidents[0]?.title, components[0]?.name]).toEqual([name, name]);
  });

  test('of our own protocol is plain text', () => {
    expect(named('&amp; is an entity', {ext: {rev: 1}}).incidents[0]?.title).toBe(
      '&amp; is an entity',
    );
  });
});

describe('a time that nobody stated', () => {
  test('stays unknown, whatever stands in its place', () => {
    const ext = {unstated: ['created_at', 'scheduled_for']};
    const at = '2026-11-21T09:00:00Z';
    const update = {id: 'u', body: 'We look.', display_at: at, ext: {unstated: ['display_at']}};
    const {incidents, maintenances} = read({
      incidents: [{...incident, created_at: at, incident_updates: [update], ext}],
      scheduled_maintenances: [{...work, created_at: at, ext}],
    });
    expect(incidents).toMatchObject([{updates: [{body: 'We look.'}]}]);
    expect([incidents[0]?.startedAt, incidents[0]?.updatedAt]).toEqual([undefined, undefined]);
    expect([incidents[0]?.updates[0]?.at, maintenances[0]?.scheduledFor]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('components of one name', () => {
  const named = (id: string, more: object) => ({id, name: 'CloudWatch', status: '', ...more});
  const names = ({components}: Snapshot) => components.map(({name}) => name);

  test('are told apart by their group', () => {
    const groups = ['Ireland', 'Virginia'].map((name) => ({
      id: name,
      name,
      group: true,
      status: '',
    }));
    const members = groups.map(({id}) => named(`c ${id}`, {group_id: id}));
    const snapshot = read({components: [...groups, ...members]});
    expect(names(snapshot).slice(2)).toEqual(['CloudWatch (Ireland)', 'CloudWatch (Virginia)']);
    expect(findComponents(snapshot, ['CloudWatch'])).toHaveLength(2);
    expect(findComponents(snapshot, ['cloudwatch (ireland)'])).toHaveLength(1);
  });

  test('are told apart by their region, and stay as they are without either', () => {
    const regions = ['Oslo', 'Lima'].map((region) => named(region, {ext: {region}}));
    expect(names(read({components: regions}))).toEqual(['CloudWatch (Oslo)', 'CloudWatch (Lima)']);
    expect(names(read({components: [named('a', {}), named('b', {})]}))).toEqual([
      'CloudWatch',
      'CloudWatch',
    ]);
  });
});

describe('a component that only an incident names', () => {
  const affected = [{id: 'a1', name: 'API', status: 'partial_outage'}];

  test('is known while that is open, with the worst level that is stated', () => {
    const worse = [{id: 'a1', name: 'API', status: 'major_outage'}];
    const {components} = read({
      components: [{id: 'w', name: 'Web', status: 'operational'}],
      incidents: [
        {...incident, components: affected},
        {...incident, id: 'i2', components: worse},
      ],
    });
    expect(components).toMatchObject([{id: 'w'}, {id: 'a1', name: 'API', level: 'major'}]);
  });

  test.each([
    ['is over', {status: 'resolved', components: affected}],
    ['states no level', {components: [{id: 'a1', name: 'API'}]}],
  ])('is not known where the incident %s', (_what, fields) => {
    expect(read({incidents: [{...incident, ...fields}]}).components).toEqual([]);
  });
});

describe('a foreign document', () => {
  test.each([
    ['components', {status: 'down', components: [{name: 'API', state: 'down'}]}, '"status"'],
    ['words of its own', {status: 200, components: [{name: 'API', status: 'ok'}]}, 'is known'],
    ['incidents', {status: {indicator: 'none'}, incidents: [{title: 'Orders hang'}]}, '"name"'],
    ['a service', {status: 'UP', components: {db: {status: 'UP'}}}, '"components" is no list'],
    ['an error', {error: 'not found'}, 'neither "status" nor "components"'],
    ['a page', {page: {name: 'A', status: 'HASISSUES'}, activeIncidents: [{}]}, 'neither "status"'],
    ['a list', [], 'no JSON object'],
  ])(
    'is refused, and the error names what it lacks and what to do: %s',
    (_what, document, lack) => {
      for (const part of [lack, 'outage-widgets-full.js', 'format']) {
        expect(() => statuspage.document(document)).toThrow(part);
      }
    },
  );
});
