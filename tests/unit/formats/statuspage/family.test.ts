import {describe, expect, test} from 'vitest';
import {allAdapters} from '../../../../src/formats/all-adapters.ts';
import {statuspage} from '../../../../src/formats/statuspage/statuspage.ts';
import type {Snapshot} from '../../../../src/model/types.ts';

/** Pages that serve a subset of Statuspage's summary need no adapter, and none must take them for its own. */
function read(document: unknown): Snapshot {
  expect(allAdapters.filter((adapter) => adapter.matches(document))).toEqual([]);
  const {message} = statuspage.document(document);
  return message.type === 'snapshot' ? message.snapshot : expect.fail('no snapshot');
}

const page = {name: 'Acme', url: 'https://status.acme.test'};
const well = {indicator: 'none', description: 'All systems operational'};

describe("incident.io's summary", () => {
  test('leaves out empty lists, and much of what Statuspage says of a component', () => {
    const snapshot = read({
      page: {id: '01A', ...page, updated_at: '2026-11-21T10:00:00Z'},
      status: well,
      components: [{id: '01C', name: 'Shop', status: 'full_outage', position: 1}],
    });
    expect(snapshot).toMatchObject({
      page: {name: 'Acme', level: 'operational', updatedAt: Date.UTC(2026, 10, 21, 10)},
      components: [{id: '01C', name: 'Shop', level: 'major', group: false}],
      incidents: [],
      maintenances: [],
    });
  });

  test('has incidents without a start, a link or components', () => {
    const {incidents} = read({
      page,
      status: {indicator: 'minor', description: 'Partial System Degradation'},
      components: [],
      incidents: [
        {
          id: '01X',
          name: 'Orders hang',
          status: 'monitoring',
          impact: 'none',
          created_at: '2026-11-21T09:30:00Z',
          updated_at: '2026-11-21T09:45:00Z',
          incident_updates: [
            {
              id: '01U',
              status: 'monitoring',
              body: 'Write to [us](mailto:help@acme.test "Mail").',
              created_at: '2026-11-21T09:45:00Z',
            },
          ],
        },
      ],
    });
    expect(incidents).toMatchObject([
      {
        phase: 'monitoring',
        level: 'notice',
        startedAt: Date.UTC(2026, 10, 21, 9, 30),
        url: undefined,
        components: [],
        updates: [{body: 'Write to us.', at: Date.UTC(2026, 10, 21, 9, 45)}],
      },
    ]);
  });
});

describe("OpenStatus's summary", () => {
  test('has components without ids, and reports without an impact', () => {
    const {components, incidents, maintenances} = read({
      page,
      status: {indicator: 'major', description: 'Partial outage'},
      components: [
        {name: 'Shop', status: 'partial_outage'},
        {name: 'Desk', status: 'operational'},
      ],
      incidents: [
        {
          id: 4,
          name: 'Orders hang',
          status: 'identified',
          created_at: '2026-11-21T09:30:00.000Z',
          incident_updates: [],
          components: [{name: 'Shop'}],
        },
      ],
      scheduled_maintenances: [
        {id: 4, name: 'New shelves', scheduled_for: '2026-11-22T09:00:00.000Z'},
      ],
    });
    expect(components.map(({id, level}) => [id, level])).toEqual([
      ['Shop', 'partial'],
      ['Desk', 'operational'],
    ]);
    expect(incidents).toMatchObject([{id: '4', level: 'unknown', components: [{id: 'Shop'}]}]);
    expect(maintenances).toMatchObject([{id: '4', phase: 'unknown', level: 'maintenance'}]);
  });
});

describe("Rootly's status and incidents", () => {
  const incident = {
    id: 'e1',
    name: 'Orders hang',
    status: 'investigating',
    created_at: '2026-11-21T09:30:00Z',
  };

  test('the status has a roll-up and open incidents, and no word of components', () => {
    const status = {indicator: 'maintenance', description: 'Scheduled Maintenance In Progress'};
    expect(read({page: {...page, time_zone: 'UTC'}, status, incidents: []})).toMatchObject({
      page: {level: 'maintenance', headline: 'Scheduled Maintenance In Progress'},
      components: [],
      incidents: [],
    });
    expect(read({page, status: well, incidents: [incident]})).toMatchObject({
      page: {level: 'operational'},
      incidents: [{title: 'Orders hang', phase: 'investigating', level: 'unknown'}],
    });
  });

  test('the list of incidents alone does not say how the page is', () => {
    expect(read({page, incidents: [incident]})).toMatchObject({
      page: {level: 'unknown'},
      incidents: [{id: 'e1'}],
    });
    expect(read({page, incidents: []}).page.level).toBe('unknown');
  });
});

test('a fifth indicator, and a sixth nobody knows', () => {
  const level = (indicator: string) => read({page, status: {indicator}}).page.level;
  expect(level('maintenance')).toBe('maintenance');
  expect(level('sideways')).toBe('unknown');
});
