import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {statuspage} from '../../../../src/formats/statuspage/statuspage.js';
import {parseJson} from '../../../../src/transport/document.js';
import {FeedError} from '../../../../src/model/errors.js';
import type {Snapshot} from '../../../../src/model/types.js';
import {goodDocument, hostileDocument, hostileDocuments} from '../../../fixtures/hostile.js';

/** A document as the feed reader reads it, and where it was wrong. */
function read(document: unknown): {snapshot: Snapshot; problems: string[]} {
  const {message, problems} = statuspage.document(document);
  if (message.type !== 'snapshot') throw new Error('A document is a snapshot.');
  return {snapshot: message.snapshot, problems: problems.map(({pointer}) => pointer)};
}

const readText = (text: string) => read(parseJson(text));

/** The good document after a change. */
function readWith(change: (document: any) => void) {
  const document = goodDocument();
  change(document);
  return read(JSON.parse(JSON.stringify(document)));
}

const readIncident = (fields: object) =>
  readWith((document) => Object.assign(document.incidents[0], fields)).snapshot.incidents[0]!;

const readUpdate = (fields: object) =>
  readIncident({incident_updates: [{id: 'u', status: 'identified', ...fields}]}).updates[0]!;

const readMaintenance = (fields: object) =>
  readWith((document) => {
    document.scheduled_maintenances = [
      {id: 'm', name: 'DB', status: 'scheduled', impact: 'maintenance', ...fields},
    ];
  });

const at = (time: string) => Date.parse(time);

test('a well-formed document is read without complaint', () => {
  const {snapshot, problems} = read(goodDocument());
  expect(problems).toEqual([]);
  expect(snapshot.page).toMatchObject({
    name: 'Acme',
    url: 'https://status.acme.example/',
    updatedAt: at('2026-11-20T10:00:00Z'),
    level: 'partial',
    headline: 'Partial outage',
  });
  expect(snapshot.components).toMatchObject([
    {id: 'c1', name: 'API', level: 'major', group: false},
  ]);
  expect(snapshot.incidents).toMatchObject([
    {
      kind: 'incident',
      id: 'i1',
      title: 'Checkout errors',
      phase: 'identified',
      level: 'partial',
      startedAt: at('2026-11-20T09:48:00Z'),
      updatedAt: at('2026-11-20T10:00:00Z'),
      resolvedAt: undefined,
      url: 'https://stspg.io/x1',
      components: [{id: 'c1', name: 'API'}],
      updates: [{id: 'u2'}, {id: 'u1', body: 'We are looking into it.', phase: 'investigating'}],
    },
  ]);
  expect(snapshot.maintenances).toEqual([]);
});

test('what has neither prototype nor surprises passes into the model: everything is frozen JSON data', () => {
  const {snapshot} = readText(hostileDocument('doc-016'));
  expect(structuredClone(snapshot)).toEqual(snapshot);
  expect(({} as {polluted?: number}).polluted).toBeUndefined();
});

describe('a whole document', () => {
  test.each(['components', 'incidents', 'scheduled_maintenances'])('may lack %s', (name) => {
    const {snapshot, problems} = readWith((document) => delete document[name]);
    expect(snapshot.page.level).toBe('partial');
    expect(problems).toEqual([]);
  });

  test('may be the roll-up alone', () => {
    const {snapshot} = read({page: {name: 'A'}, status: {indicator: 'minor', description: 'Slow'}});
    expect(snapshot.page).toMatchObject({level: 'degraded', headline: 'Slow'});
    expect([snapshot.components, snapshot.incidents, snapshot.maintenances]).toEqual([[], [], []]);
  });

  test('without a roll-up says nothing of the page: unknown, never well', () => {
    expect(readWith((document) => delete document.status).snapshot.page.level).toBe('unknown');
    expect(read({components: []}).snapshot.page.level).toBe('unknown');
    expect(
      readWith((document) => (document.status = {indicator: 'purple'})).snapshot.page.level,
    ).toBe('unknown');
    expect(readWith((document) => (document.status = {})).snapshot.page.level).toBe('unknown');
  });

  test.each([
    ['none', 'operational'],
    ['maintenance', 'maintenance'],
    ['minor', 'degraded'],
    ['major', 'partial'],
    ['critical', 'major'],
    [' Major ', 'partial'],
    ['', 'unknown'],
    // Look-alikes write a component's word here.
    ['operational', 'operational'],
    ['under_maintenance', 'maintenance'],
    ['degraded_performance', 'degraded'],
    ['degraded', 'degraded'],
    ['partial_outage', 'partial'],
    ['major_outage', 'major'],
    ['full_outage', 'major'],
    ['outage', 'major'],
    ['wobbly', 'unknown'],
    ['__proto__', 'unknown'],
    [null, 'unknown'],
    [0, 'unknown'],
  ])('with indicator %j is %s', (indicator, level) => {
    expect(
      readWith((document) => (document.status.indicator = indicator)).snapshot.page.level,
    ).toBe(level);
  });

  test.each([
    ['null', null],
    ['a text', 'operational'],
    ['a number', 7],
    ['an array', [1, 2, 3]],
    ['an empty object', {}],
    ['an object of something else', {status: 'ok', version: 'v3', 'total-items': 0}],
    ['a status of another kind', {status: 'operational'}],
    ['a __proto__ with a status', JSON.parse('{"__proto__": {"status": {"indicator": "none"}}}')],
    ['incidents that are null', {status: {indicator: 'none'}, incidents: null}],
    ['components that are an object', {status: {indicator: 'none'}, components: {length: 0}}],
    ['maintenances that are a text', {status: {indicator: 'none'}, scheduled_maintenances: ''}],
  ])('that is %s is refused whole', (_, document) => {
    expect(() => statuspage.document(document)).toThrow(FeedError);
    expect(() => statuspage.document(document)).toThrow(
      expect.objectContaining({code: 'document'}),
    );
  });

  test('is HTML instead of JSON: refused', () => {
    expect(() => parseJson('<!doctype html><p>Sign in</p>')).toThrow(
      expect.objectContaining({code: 'document'}),
    );
  });

  test('of 10,000 components is read up to the limit', () => {
    const {snapshot, problems} = readWith((document) => {
      document.components = Array.from({length: 10_000}, (_, n) => ({
        id: n,
        name: `C${n}`,
        status: 'operational',
      }));
    });
    expect(snapshot.components).toHaveLength(1_000);
    expect(problems).toEqual(['/components/1000']);
  });

  test('has a page address only if that is one to link', () => {
    for (const url of ['javascript:alert(1)', 'https://user:pw@a.example', '//a.example', 7]) {
      expect(readWith((document) => (document.page.url = url)).snapshot.page.url).toBeUndefined();
    }
  });
});

describe('a component', () => {
  const readComponents = (...components: unknown[]) =>
    readWith((document) => (document.components = components));
  const one = (fields: object) =>
    readComponents({id: 'a', name: 'A', ...fields}).snapshot.components[0];

  test.each([
    ['operational', 'operational'],
    ['', 'operational'],
    ['under_maintenance', 'maintenance'],
    ['maintenance', 'maintenance'],
    ['degraded_performance', 'degraded'],
    ['degraded', 'degraded'],
    ['partial_outage', 'partial'],
    ['major_outage', 'major'],
    ['full_outage', 'major'],
    ['outage', 'major'],
    ['Operational ', 'operational'],
    ['exploded', 'unknown'],
    ['__proto__', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
  ])('with status %j is %s', (status, level) => {
    expect(one({status})?.level).toBe(level);
  });

  test('may be worse than the page and no incident may say so: each is somebody’s word', () => {
    const {snapshot} = readWith((document) => {
      document.status.indicator = 'none';
      document.incidents = [];
    });
    expect(snapshot.page.level).toBe('operational');
    expect(snapshot.components[0]?.level).toBe('major');
  });

  test('may be a group, may have one, and may name one that is not there', () => {
    const {snapshot, problems} = readComponents(
      {id: 'g', name: 'EU', status: 'operational', group: true, components: ['a', 'gone']},
      {id: 'a', name: 'A', status: 'operational', group: false, group_id: 'g'},
      {id: 'b', name: 'B', status: 'operational', group_id: 'nowhere'},
    );
    expect(snapshot.components).toMatchObject([
      {id: 'g', group: true},
      {id: 'a', group: false, groupId: 'g'},
      {id: 'b', group: false, groupId: 'nowhere'},
    ]);
    expect(problems).toEqual([]);
  });

  test('may share its name with others', () => {
    const named = Array.from({length: 15}, (_, id) => ({id, name: 'FRA1', status: 'operational'}));
    expect(readComponents(...named).snapshot.components).toHaveLength(15);
  });

  test('without an id has its name for one, and the other way round', () => {
    expect(readComponents({name: 'API', status: 'operational'}).snapshot.components[0]?.id).toBe(
      'API',
    );
    expect(readComponents({id: 7, status: 'operational'}).snapshot.components[0]).toMatchObject({
      id: '7',
      name: '7',
    });
  });

  test('with neither is dropped and reported, the rest is kept', () => {
    const {snapshot, problems} = readComponents(
      null,
      {status: 'major_outage'},
      {id: '', name: '\u200b', status: 'major_outage'},
      {id: 'a', name: 'A', status: 'operational'},
      'API',
      ['API'],
    );
    expect(snapshot.components).toHaveLength(1);
    expect(problems).toEqual([0, 1, 2, 4, 5].map((index) => `/components/${index}`));
  });

  test('with a repeated id is kept, so that the milder status cannot hide the worse', () => {
    const red = {id: 'a', name: 'A', status: 'major_outage'};
    const green = {id: 'a', name: 'A', status: 'operational'};
    for (const pair of [
      [red, green],
      [green, red],
    ]) {
      const {snapshot, problems} = readComponents(...pair);
      expect(snapshot.components.map(({id, level}) => `${id} ${level}`)).toEqual(
        pair.map(({status}) => (status === 'operational' ? 'a operational' : 'a major')),
      );
      expect(problems).toEqual([]);
    }
  });

  test('may be called __proto__ or constructor', () => {
    const {snapshot} = readComponents(
      {id: '__proto__', name: '__proto__', status: 'operational'},
      {id: 'constructor', name: 'constructor', status: 'major_outage'},
    );
    expect(snapshot.components.map(({id, level}) => `${id} ${level}`)).toEqual([
      '__proto__ operational',
      'constructor major',
    ]);
  });

  test('may have a finer level in ext', () => {
    expect(one({status: 'degraded_performance', ext: {level: 'notice'}})?.level).toBe('notice');
    expect(one({status: 'degraded_performance', ext: {level: 'purple'}})?.level).toBe('degraded');
  });
});

describe('an incident', () => {
  test.each([
    ['none', 'notice'],
    ['minor', 'degraded'],
    ['major', 'partial'],
    ['critical', 'major'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    ['awful', 'unknown'],
  ])('that is open with impact %j has level %s', (impact, level) => {
    expect(readIncident({impact}).level).toBe(level);
  });

  test.each([
    ['investigating', 'investigating'],
    [' Identified ', 'identified'],
    ['monitoring', 'monitoring'],
    ['resolved', 'resolved'],
    ['postmortem', 'resolved'],
    ['completed', 'completed'],
    ['exploded', 'unknown'],
    [null, 'unknown'],
  ])('with status %j is %s', (status, phase) => {
    expect(readIncident({status}).phase).toBe(phase);
  });

  test('is kept when it is resolved and still listed', () => {
    const {snapshot} = readText(hostileDocument('doc-032'));
    expect(snapshot.incidents[0]).toMatchObject({
      phase: 'resolved',
      resolvedAt: at('2026-11-20T10:05:00Z'),
    });
  });

  test('may share an outage with another one', () => {
    const {snapshot} = readWith((document) => {
      document.incidents.push({...document.incidents[0], id: 'i2'});
    });
    expect(snapshot.incidents.map(({id}) => id)).toEqual(['i1', 'i2']);
  });

  test.each([
    'Calls to <Gather> & <Connect><VirtualAgent> fail',
    '"On Call" engineers’ 503 error ¯\\_(ツ)_/¯',
    '**not** Markdown, and [no](link)',
    'مشكلة في API v2',
  ])('has a title that is text as it stands: %s', (name) => {
    expect(readIncident({name}).title).toBe(name);
  });

  test('has a title of at most 200 characters on one line', () => {
    expect(readIncident({name: 'a\n\u00a0b'}).title).toBe('a b');
    expect(readIncident({name: 'x'.repeat(204)}).title).toBe(`${'x'.repeat(199)}…`);
  });

  test('without a name is dropped and reported, the rest is kept', () => {
    const {snapshot, problems} = readWith((document) => {
      const [good] = document.incidents;
      document.incidents = [
        null,
        {...good, name: undefined},
        {...good, name: '\u200b'},
        good,
        [good],
      ];
    });
    expect(snapshot.incidents.map(({id}) => id)).toEqual(['i1']);
    expect(problems).toEqual([0, 1, 2, 4].map((index) => `/incidents/${index}`));
  });

  test('shaped like the inside of a Lit template is dropped; no object reaches the model as text', () => {
    expect(readText(hostileDocument('doc-013')).snapshot.incidents).toEqual([]);
    const lit = {_$litType$: 1, strings: [], values: []};
    const incident = readIncident({
      status: lit,
      impact: lit,
      shortlink: lit,
      created_at: lit,
      started_at: lit,
    });
    expect(incident).toMatchObject({
      phase: 'unknown',
      level: 'unknown',
      url: undefined,
      startedAt: undefined,
    });
    expect(readUpdate({body: lit}).body).toBe('');
    expect(readUpdate({body: {nodeType: 1}}).body).toBe('');
    expect(readWith((document) => (document.status.description = lit)).snapshot.page.headline).toBe(
      '',
    );
  });

  test('may have a number for an id; one without gets one that stays', () => {
    expect(readIncident({id: 1571}).id).toBe('1571');
    const first = readIncident({id: undefined});
    expect(first.id).not.toBe('');
    expect(
      readIncident({id: '', status: 'monitoring', updated_at: '2026-11-20T11:00:00Z'}).id,
    ).toBe(first.id);
    expect(readIncident({id: null, name: 'Another one'}).id).not.toBe(first.id);
  });

  test('with a repeated id is kept, so that an end cannot hide what is open', () => {
    const {snapshot, problems} = readWith((document) =>
      document.incidents.push({...document.incidents[0], status: 'resolved'}),
    );
    expect(snapshot.incidents.map(({id, phase}) => `${id} ${phase}`)).toEqual([
      'i1 identified',
      'i1 resolved',
    ]);
    expect(problems).toEqual([]);
  });

  test('may leave out nearly everything', () => {
    const {snapshot, problems} = readWith((document) => (document.incidents = [{name: 'Slow'}]));
    expect(problems).toEqual([]);
    expect(snapshot.incidents[0]).toMatchObject({
      title: 'Slow',
      phase: 'unknown',
      level: 'unknown',
      startedAt: undefined,
      updatedAt: undefined,
      updates: [],
      components: [],
      display: 'banner',
    });
  });

  test.each([[[]], [undefined], [null], ['API'], [{id: 'c1'}], [[null, 7, {}, []]]])(
    'that names %j for its components names none',
    (components) => {
      expect(readIncident({components}).components).toEqual([]);
    },
  );

  test('names the components that it lists, and those that ext adds', () => {
    const {components} = readIncident({
      components: [{id: 'c1', name: 'API', status: 'operational'}, null, {name: 'Web'}],
      ext: {
        components: [{id: 'c2', status: 'degraded_performance'}],
      },
    });
    expect(components).toEqual([
      {id: 'c1', name: 'API'},
      {id: 'Web', name: 'Web'},
      {id: 'c2', name: ''},
    ]);
  });

  test('has times that are times: a typing error or placeholder is left out', () => {
    const {startedAt, updatedAt} = readText(hostileDocument('doc-036')).snapshot.incidents[0]!;
    expect(startedAt).toBeUndefined();
    expect(updatedAt).toBe(at('2026-11-20T10:00:00Z'));
    expect(readIncident({started_at: '2026-11-20T09:00:00'}).startedAt).toBe(
      at('2026-11-20T09:00:00Z'),
    );
    expect(readIncident({started_at: '<no value>'}).startedAt).toBe(at('2026-11-20T09:50:00Z'));
  });

  test('is updated when it or its newest update says so, not when planned work will start', () => {
    const maintenance = readMaintenance({
      created_at: '2026-11-20T08:00:00Z',
      started_at: '2026-12-24T00:00:00Z',
    }).snapshot.maintenances[0]!;
    expect(maintenance.updatedAt).toBe(at('2026-11-20T08:00:00Z'));
    const late = {id: 'u', body: '', display_at: '2026-11-20T12:00:00Z'};
    expect(
      readIncident({updated_at: '2026-11-20T11:00:00Z', incident_updates: [late]}).updatedAt,
    ).toBe(at('2026-11-20T12:00:00Z'));
  });

  test.each([
    ['an object that cannot become text', {toString: 1, valueOf: 1}],
    ['an object like a text', {length: 20}],
    ['an array', ['2026-11-20T10:00:00Z']],
    ['an array nested without end', JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))],
    ['a number of milliseconds', 1763632800000],
    ['true', true],
  ])('with %s for a time has none, and the rest is kept', (_, time) => {
    const times = {started_at: time, created_at: time, updated_at: time, resolved_at: time};
    const document = goodDocument();
    Object.assign(document.incidents[0], times, {incident_updates: []});
    expect(read(document).snapshot.incidents[0]).toMatchObject({
      title: 'Checkout errors',
      startedAt: undefined,
      updatedAt: undefined,
      resolvedAt: undefined,
    });
  });
});

describe('an update', () => {
  test('is placed by when it was said, newest first, whatever the order and however edited', () => {
    const {updates} = readIncident({
      incident_updates: [
        {
          id: 'first',
          body: 'a',
          display_at: '2026-11-20T09:00:00Z',
          created_at: '2026-11-20T12:00:00Z',
        },
        {
          id: 'third',
          body: 'c',
          created_at: '2026-11-20T11:00:00Z',
          updated_at: '2026-11-20T11:30:00Z',
        },
        {
          id: 'second',
          body: 'b',
          display_at: '2026-11-20T10:00:00Z',
          updated_at: '2026-11-20T13:00:00Z',
        },
        {id: 'undated', body: 'd'},
      ],
    });
    expect(updates.map(({id}) => id)).toEqual(['third', 'second', 'first', 'undated']);
  });

  test.each(['.', '—', '…', '**  **', '[](javascript:x)', '&nbsp;', '<p>\u200b</p>'])(
    'has no words where it has no letters: %j',
    (body) => {
      expect(readUpdate({body}).body).toBe('');
    },
  );

  test.each(['修复中', '5 €', '👍', 'ж', '٣'])('has words in any script: %j', (body) => {
    expect(readUpdate({body}).body).toBe(body);
  });

  test('may have no body, and keeps its phase', () => {
    expect(readUpdate({body: null})).toMatchObject({body: '', phase: 'identified'});
    expect(readUpdate({})).toMatchObject({body: ''});
  });

  test('reads HTML, Markdown and Windows line ends alike where nobody names the language', () => {
    expect(
      readUpdate({body: '<p>We found <b>it</b>.</p>\r\n<a href="javascript:x()">more</a>'}).body,
    ).toBe('We found it.\n\nmore');
    expect(readUpdate({body: '**Resolved**\r\n- [x](mailto:y "t")'}).body).toBe('Resolved\n\n• x');
    expect(readUpdate({body: '&lt;p&gt;escaped&lt;/p&gt;'}).body).toBe('<p>escaped</p>');
    expect(readText(hostileDocument('doc-022')).snapshot.incidents[0]!.updates[0]!.body).toBe(
      'Fixed.\n\nSee details.',
    );
    expect(readText(hostileDocument('doc-023')).snapshot.incidents[0]!.updates[0]!.body).toBe('ok');
    expect(readText(hostileDocument('doc-024')).snapshot.incidents[0]!.updates[0]!.body).toBe(
      'Fix now',
    );
  });

  test('is plain text in our own protocol unless it says otherwise; the nearest word counts', () => {
    const bodyOf = (root: object, incident: object, update: object) =>
      readWith((document) => {
        Object.assign(document, {ext: root});
        document.incidents[0].ext = incident;
        document.incidents[0].incident_updates = [{id: 'u', body: '**a**', ext: update}];
      }).snapshot.incidents[0]!.updates[0]!.body;
    expect(bodyOf({schema: '1'}, {}, {})).toBe('**a**');
    expect(bodyOf({rev: 0}, {}, {})).toBe('**a**');
    expect(bodyOf({}, {}, {})).toBe('a');
    expect(bodyOf({schema: '1'}, {body_format: 'markdown'}, {})).toBe('a');
    expect(bodyOf({schema: '1'}, {body_format: 'markdown'}, {body_format: 'text'})).toBe('**a**');
    expect(bodyOf({schema: '1'}, {body_format: 'rtf'}, {})).toBe('**a**');
  });

  test('of 38 kB is cut to 8,192 characters', () => {
    expect(readUpdate({body: 'word '.repeat(7_600)}).body).toHaveLength(8_192);
  });

  test('without an id gets one that newer updates do not change', () => {
    const old = {status: 'identified', body: 'a', display_at: '2026-11-20T09:00:00Z'};
    const before = readIncident({incident_updates: [old]}).updates;
    const after = readIncident({
      incident_updates: [
        {status: 'monitoring', body: 'b', display_at: '2026-11-20T10:00:00Z'},
        old,
      ],
    }).updates;
    expect(after.map(({id}) => id)).toEqual([
      expect.not.stringMatching(before[0]!.id),
      before[0]!.id,
    ]);
  });

  test('that is null is dropped with a pointer to it', () => {
    const {snapshot, problems} = readWith((document) =>
      document.incidents[0].incident_updates.unshift(null),
    );
    expect(snapshot.incidents[0]!.updates).toHaveLength(2);
    expect(problems).toEqual(['/incidents/0/incident_updates/0']);
  });

  test('beyond the fifty newest is dropped', () => {
    const many = Array.from({length: 60}, (_, n) => ({
      id: n,
      body: `${n}`,
      display_at: new Date(1763632800_000 + n * 1000).toISOString(),
    }));
    const {updates} = readIncident({incident_updates: many});
    expect(updates).toHaveLength(50);
    expect(updates[0]!.id).toBe('59');
    expect(updates.at(-1)!.id).toBe('10');
  });
});

describe('planned work', () => {
  test.each([
    ['scheduled', 'scheduled'],
    ['in_progress', 'in_progress'],
    ['verifying', 'verifying'],
    ['completed', 'completed'],
    ['dreaming', 'unknown'],
  ])('with status %j is %s', (status, phase) => {
    expect(readMaintenance({status}).snapshot.maintenances[0]!.phase).toBe(phase);
  });

  test('is maintenance whatever its impact', () => {
    expect(readMaintenance({impact: 'critical'}).snapshot.maintenances[0]).toMatchObject({
      kind: 'maintenance',
      level: 'maintenance',
    });
  });

  test('has the window its fields say, whatever older updates say', () => {
    const {snapshot} = readMaintenance({
      scheduled_for: '2026-11-21T02:00:00Z',
      scheduled_until: '2026-11-21T04:00:00Z',
      incident_updates: [
        {id: 'u', status: 'scheduled', body: 'From 01:00 to 02:00.', affected_components: null},
      ],
    });
    expect(snapshot.maintenances[0]).toMatchObject({
      scheduledFor: at('2026-11-21T02:00:00Z'),
      scheduledUntil: at('2026-11-21T04:00:00Z'),
    });
  });

  test('may have no end; one before the start is none', () => {
    expect(
      readMaintenance({scheduled_for: '2026-11-21T02:00:00Z'}).snapshot.maintenances[0]!
        .scheduledUntil,
    ).toBeUndefined();
    const {snapshot, problems} = readText(hostileDocument('doc-044'));
    expect(snapshot.maintenances[0]).toMatchObject({
      scheduledFor: at('2026-11-21T02:00:00Z'),
      scheduledUntil: undefined,
    });
    expect(problems).toEqual([]);
  });
});

describe('ext', () => {
  const everything = () =>
    JSON.parse(
      readFileSync(
        new URL('../../../../docs/protocol/examples/everything.json', import.meta.url),
        'utf8',
      ),
    );

  test('of the documented example is read', () => {
    const {snapshot, problems} = read(everything());
    expect(problems).toEqual([]);
    expect(snapshot.revision).toEqual({
      epoch: 'b7c1',
      rev: 42,
      generatedAt: at('2026-11-21T10:05:01Z'),
      maxStaleSeconds: 300,
      pollAfterSeconds: 60,
      stream: 'feed',
      locale: 'en',
    });
    expect(snapshot.incidents[0]).toMatchObject({
      level: 'partial',
      estimate: {at: at('2026-11-21T11:30:00Z'), previousAt: at('2026-11-21T11:00:00Z')},
      nextUpdateAt: at('2026-11-21T10:30:00Z'),
      // Once as the incident lists it, once as ext does: news names it once.
      components: [
        {id: 'payments', name: 'Payments'},
        {id: 'payments', name: ''},
      ],
      workaround: 'Pay by bank transfer.',
      display: 'banner',
      dismissible: false,
      expiresAt: at('2026-11-22T10:00:00Z'),
    });
    expect(snapshot.incidents[0]!.updates.map(({body}) => body)).toEqual([
      'Our card provider rejects requests.',
      'Some card payments fail.',
    ]);
  });

  test('of the wrong types is as if it were not there', () => {
    for (const junk of [null, [], 'x', 7, {nodeType: 1}]) {
      const names = [
        'eta',
        'affected',
        'actions',
        'workaround',
        'display',
        'dismissible',
        'expires_at',
        'postmortem',
        'next_update_at',
        'level',
        'components',
      ];
      const incident = readIncident({ext: Object.fromEntries(names.map((name) => [name, junk]))});
      expect(incident).toMatchObject({
        level: 'partial',
        estimate: undefined,
        display: 'banner',
        dismissible: undefined,
      });
      expect(typeof incident.workaround).toBe('string');
      expect(() => readIncident({ext: junk})).not.toThrow();
      expect(() => readWith((document) => (document.ext = junk))).not.toThrow();
    }
  });

  test('bounds what it asks for', () => {
    const revision = (ext: object) =>
      readWith((document) => (document.ext = ext)).snapshot.revision;
    expect(revision({max_stale_seconds: 1, poll_after_seconds: 1})).toMatchObject({
      maxStaleSeconds: 30,
      pollAfterSeconds: 10,
    });
    expect(revision({max_stale_seconds: 1e9, poll_after_seconds: 1e9})).toMatchObject({
      maxStaleSeconds: 86_400,
      pollAfterSeconds: 3_600,
    });
    expect(revision({rev: 1.5}).rev).toBeUndefined();
    expect(revision({rev: -1}).rev).toBeUndefined();
    expect(revision({rev: 2 ** 60}).rev).toBeUndefined();
    expect(revision({stream: 'x'.repeat(3000)}).stream).toBeUndefined();
  });
});

describe('a stream event', () => {
  const ext = {epoch: 'e', rev: 7, generated_at: '2026-11-21T10:00:00Z'};
  const event = (name: string, data: object) =>
    statuspage.event(name, JSON.parse(JSON.stringify(data)))!.message as any;

  test('of each documented example is read', () => {
    for (const name of [
      'beat',
      'bye',
      'component',
      'incident',
      'maintenance',
      'remove',
      'snapshot',
      'status',
    ]) {
      const url = new URL(
        `../../../../docs/protocol/examples/message-${name}.json`,
        import.meta.url,
      );
      const {message, problems} = statuspage.event(name, JSON.parse(readFileSync(url, 'utf8')))!;
      expect(problems, name).toEqual([]);
      expect(message, name).toBeDefined();
    }
  });

  test('puts one object into its list', () => {
    const [incident] = goodDocument().incidents;
    expect(event('incident', {ext, status: {indicator: 'major'}, incident})).toMatchObject({
      type: 'upsert',
      list: 'incidents',
      item: {kind: 'incident', id: 'i1'},
      revision: {epoch: 'e', rev: 7},
      summary: {level: 'partial'},
    });
    expect(event('component', {ext, component: {id: 'a', status: 'operational'}})).toMatchObject({
      list: 'components',
      summary: undefined,
    });
    expect(event('maintenance', {ext, maintenance: {name: 'DB'}})).toMatchObject({
      list: 'maintenances',
      item: {kind: 'maintenance'},
    });
  });

  test('removes one, whatever is called so', () => {
    expect(event('remove', {ext, type: 'incident', id: 7})).toMatchObject({
      type: 'remove',
      list: 'incidents',
      id: '7',
    });
  });

  test('says goodbye for at most ten minutes', () => {
    expect(event('bye', {retry_after_ms: 5000}).retryAfterMs).toBe(5000);
    expect(event('bye', {retry_after_ms: 1e300}).retryAfterMs).toBe(600_000);
    expect(event('bye', {retry_after_ms: -1}).retryAfterMs).toBe(0);
    expect(event('bye', {retry_after_ms: 'soon'}).retryAfterMs).toBeUndefined();
  });

  test.each([
    ['incident', {ext}],
    ['incident', {ext, incident: {id: 'a'}}],
    ['component', {ext, component: null}],
    ['remove', {ext, type: '__proto__', id: 'a'}],
    ['remove', {ext, type: 'incident'}],
    ['snapshot', {ext}],
  ])('%s that is broken is refused: %j', (name, data) => {
    expect(() => event(name, data)).toThrow(expect.objectContaining({code: 'document'}));
  });

  test.each([null, 'x', 7, [1]])('with data %j is refused', (data) => {
    for (const name of ['snapshot', 'beat', 'bye', 'status']) {
      expect(() => statuspage.event(name, data)).toThrow(
        expect.objectContaining({code: 'document'}),
      );
    }
  });

  test('has one of eight names; __proto__ is none', () => {
    expect(statuspage.events.has('snapshot')).toBe(true);
    for (const name of ['__proto__', 'message', 'ads', 'ping', 'error', ''])
      expect(statuspage.events.has(name)).toBe(false);
  });
});

describe('hostile documents', () => {
  for (const {id, title, text} of hostileDocuments) {
    test(`${id} gives data or a FeedError: ${title}`, () => {
      try {
        const {snapshot} = readText(text);
        expect(snapshot.page.level).toBe('partial');
        expect(structuredClone(snapshot)).toEqual(snapshot);
      } catch (error) {
        expect(error).toBeInstanceOf(FeedError);
        expect(error).toMatchObject({code: 'document'});
      }
    });
  }

  test.each(['doc-002', 'doc-004', 'doc-007', 'doc-052'])('%s is refused whole', (id) => {
    expect(() => readText(hostileDocument(id))).toThrow(FeedError);
  });

  test('those of reasonable size that are documents keep their incident', () => {
    const kept = [
      'doc-009',
      'doc-016',
      'doc-018',
      'doc-020',
      'doc-026',
      'doc-028',
      'doc-030',
      'doc-038',
      'doc-040',
      'doc-046',
      'doc-054',
      'doc-056',
      'doc-058',
      'doc-063',
      'doc-064',
      'doc-067',
    ];
    for (const id of kept)
      expect(readText(hostileDocument(id)).snapshot.incidents, id).toHaveLength(1);
  });

  test('what they must become', () => {
    const incident = (id: string) => readText(hostileDocument(id)).snapshot.incidents[0]!;
    expect(incident('doc-020').id).not.toBe('');
    expect(readText(hostileDocument('doc-020')).snapshot.components[0]!.id).toBe('API');
    expect(readText(hostileDocument('doc-026')).snapshot.page.url).toBeUndefined();
    expect(incident('doc-028').phase).toBe('unknown');
    expect(incident('doc-030').phase).toBe('identified');
    expect(incident('doc-038').startedAt).toBe(at('2026-11-20T09:48:00Z'));
    expect(incident('doc-040').startedAt).toBeUndefined();
    expect(incident('doc-054').id).toBe('9007199254740992');
    expect(incident('doc-056').title).toBe('Refunds delbasid');
    expect(incident('doc-058').title).toBe('Checkout');
    expect(incident('doc-063').url).toBeUndefined();
    expect(readText(hostileDocument('doc-048')).snapshot.incidents).toHaveLength(50);
    expect(incident('doc-050').updates.length).toBeLessThanOrEqual(50);
  });
});
