import {expect, test} from 'vitest';
import type {Adapter} from '../../../src/formats/adapter.ts';
import {aws} from '../../../src/formats/vendors/aws.ts';
import {fireHydrant} from '../../../src/formats/vendors/firehydrant.ts';
import {googleCloud} from '../../../src/formats/vendors/google-cloud.ts';
import {incidentIo} from '../../../src/formats/vendors/incident-io.ts';
import {sorry} from '../../../src/formats/vendors/sorry.ts';
import {read} from './reading.ts';
import {levelsOf} from './told.ts';

const shop = (current_status: string) => ({id: 'shop', name: 'Shop', current_status});
const event = (status: string) => ({
  ...{arn: status, date: '1795255200', status, service: 'shop', service_name: 'Shop'},
  summary: 'Orders hang',
});
const outage = (severity: string) => ({
  ...{id: severity, begin: '2026-11-21T10:00:00+00:00', severity, external_desc: 'Orders hang'},
  affected_products: [{id: 'shop', title: 'Shop'}],
});
const hydrant = (condition: string) => ({
  ...{id: condition, title: 'Orders hang', severitySlug: 'SEV1', timestamps: {}, timeline: []},
  components: [{id: 'shop', name: 'Shop', condition}],
});
const notice = (id: number, state: string) => ({
  ...{id, type: 'unplanned', timeline_state: 'present', subject: 'Orders hang'},
  components: [{id: 'shop', name: 'Shop', state}],
});

const documents: readonly [Adapter, unknown, string][] = [
  [
    incidentIo,
    {
      ongoing_incidents: [
        {id: '1', name: 'Slow', affected_components: [shop('degraded_performance')]},
        {id: '2', name: 'Orders hang', affected_components: [shop('full_outage')]},
      ],
      in_progress_maintenances: [
        {id: '3', name: 'New disks', affected_components: [shop('under_maintenance')]},
      ],
    },
    'major',
  ],
  [aws, [event('1'), event('3'), event('2')], 'partial'],
  [googleCloud, [outage('low'), outage('high'), outage('medium')], 'major'],
  [
    fireHydrant,
    {
      config: {},
      conditions: {Slow: 'DEGRADED', Down: 'OFFLINE'},
      incidents: [hydrant('Slow'), hydrant('Down')],
    },
    'major',
  ],
  [sorry, {notices: [notice(1, 'operational'), notice(2, 'degraded')]}, 'degraded'],
];

test.each(documents)(
  'a component that several reports name stands there once, as bad as the worst of them',
  (adapter, document, level) => {
    expect(levelsOf(read(adapter, document))).toEqual([['Shop', level]]);
  },
);
