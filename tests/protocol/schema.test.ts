import {readdirSync, readFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {describe, expect, test} from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const schema = JSON.parse(read('docs/protocol/document.schema.json'));
const protocol = read('PROTOCOL.md');

const ajv = new Ajv2020({allErrors: true, allowUnionTypes: true});
(addFormats as unknown as {default: (ajv: Ajv2020) => void}).default(ajv);
ajv.addSchema(schema);

/** Every problem as "<JSON pointer> <message>", so that a failure prints what is wrong. */
function problems(definition: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (validate === undefined) throw new Error(`document.schema.json has no $defs/${definition}.`);
  void validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const exampleNames = readdirSync(new URL('docs/protocol/examples/', root)).sort();
const example = (name: string) => JSON.parse(read(`docs/protocol/examples/${name}.json`));

/** `message-beat.json` is a beatMessage; every other file is a whole document. */
function definitionOf(fileName: string): string {
  const message = /^message-(\w+)\.json$/.exec(fileName)?.[1];
  return message === undefined ? 'document' : `${message}Message`;
}

describe('examples', () => {
  test.each(exampleNames)('%s is valid', (name) => {
    expect(problems(definitionOf(name), example(name.replace('.json', '')))).toEqual([]);
  });

  test('there is one for every stream message', () => {
    const messages = Object.keys(schema.$defs).filter((name) => name.endsWith('Message'));
    const shown = exampleNames.map(definitionOf).filter((name) => name !== 'document');
    expect(shown.sort()).toEqual(messages.sort());
  });

  test('everything.json shows every ext field', () => {
    const {ext, incidents, components} = example('everything');
    const shown = {
      documentExt: ext,
      incidentExt: incidents[0].ext,
      updateExt: incidents[0].incident_updates[0].ext,
      componentExt: components[0].ext,
    };
    for (const [definition, value] of Object.entries(shown)) {
      expect(Object.keys(value).sort(), definition).toEqual(fieldsOf(definition));
    }
  });

  test('the document in PROTOCOL.md is valid', () => {
    const block = /```json\n([\s\S]*?)\n```/.exec(protocol)?.[1];
    expect(problems('document', JSON.parse(block ?? 'null'))).toEqual([]);
  });
});

describe('a broken document', () => {
  const breakages: readonly [string, (document: any) => void, string][] = [
    ['no page', (d) => delete d.page, " must have required property 'page'"],
    [
      'a page without a name',
      (d) => delete d.page.name,
      "/page must have required property 'name'",
    ],
    ['an array left out', (d) => delete d.incidents, " must have required property 'incidents'"],
    ['an array that is an object', (d) => (d.components = {}), '/components must be array'],
    ['a component that is null', (d) => (d.components[1] = null), '/components/1 must be object'],
    [
      'a new word in an old enum',
      (d) => (d.status.indicator = 'yellow'),
      '/status/indicator must be equal to one of the allowed values',
    ],
    [
      'a component status of another vendor',
      (d) => (d.components[0].status = 'down'),
      '/components/0/status must be equal to one of the allowed values',
    ],
    ['a number as id', (d) => (d.incidents[0].id = 7), '/incidents/0/id must be string'],
    [
      'an id of 257 characters',
      (d) => (d.incidents[0].id = 'x'.repeat(257)),
      '/incidents/0/id must NOT have more than 256 characters',
    ],
    [
      'an incident without impact',
      (d) => delete d.incidents[0].impact,
      "/incidents/0 must have required property 'impact'",
    ],
    [
      'an update without a body',
      (d) => delete d.incidents[0].incident_updates[0].body,
      "/incidents/0/incident_updates/0 must have required property 'body'",
    ],
    [
      'a time without a zone',
      (d) => (d.incidents[0].created_at = '2026-11-21T09:58:00'),
      '/incidents/0/created_at must match format "date-time"',
    ],
    [
      'a time with an offset',
      (d) => (d.incidents[0].created_at = '2026-11-21T10:58:00+01:00'),
      '/incidents/0/created_at must match pattern "Z$"',
    ],
    [
      'a maintenance without a start',
      (d) => delete d.scheduled_maintenances[0].scheduled_for,
      "/scheduled_maintenances/0 must have required property 'scheduled_for'",
    ],
    [
      'a maintenance with the status of an incident',
      (d) => (d.scheduled_maintenances[0].status = 'resolved'),
      '/scheduled_maintenances/0/status must be equal to one of the allowed values',
    ],
    ['a negative rev', (d) => (d.ext.rev = -1), '/ext/rev must be >= 0'],
    [
      'another schema version',
      (d) => (d.ext.schema = '2'),
      '/ext/schema must be equal to constant',
    ],
    [
      'a staleness limit of a second',
      (d) => (d.ext.max_stale_seconds = 1),
      '/ext/max_stale_seconds must be >= 30',
    ],
    [
      'a link that runs script',
      (d) => (d.incidents[0].ext.actions[0].url = 'javascript:alert(1)'),
      '/incidents/0/ext/actions/0/url must match pattern',
    ],
    [
      'a link that only begins like localhost',
      (d) => (d.page.url = 'http://localhost.evil.example'),
      '/page/url must match pattern',
    ],
    [
      'four actions',
      (d) => (d.incidents[0].ext.actions = Array(4).fill(d.incidents[0].ext.actions[0])),
      '/incidents/0/ext/actions must NOT have more than 3 items',
    ],
    [
      'an uptime in percent',
      (d) => (d.components[0].ext.uptime = 99.9),
      '/components/0/ext/uptime must be <= 1',
    ],
  ];

  test.each(breakages)('%s is refused where it is wrong', (_name, spoil, expected) => {
    const document = example('everything');
    spoil(document);
    const found = problems('document', document);
    expect(found).toContainEqual(expect.stringMatching(startsWith(expected)));
  });

  test.each(['incident', 'component', 'status', 'remove', 'beat'])(
    'a %s message without rev is refused',
    (name) => {
      const message = example(`message-${name}`);
      delete message.ext.rev;
      expect(problems(`${name}Message`, message)).toContain(
        "/ext must have required property 'rev'",
      );
    },
  );

  test('fields nobody knows yet are accepted everywhere', () => {
    const document = example('everything');
    for (const node of [document, document.page, document.ext, document.incidents[0].ext]) {
      node.from_the_future = {any: 'thing'};
    }
    expect(problems('document', document)).toEqual([]);
  });
});

describe('PROTOCOL.md and the schema name the same', () => {
  const ext = tableRows('### 1.2');
  const definitions: Record<string, string> = {
    document: 'documentExt',
    'incident, maintenance': 'incidentExt',
    update: 'updateExt',
    component: 'componentExt',
    status: 'statusExt',
  };

  test.each(Object.entries(definitions))('ext fields of %s', (node, definition) => {
    const named = ext.filter((row) => row.node === node).flatMap((row) => words(row.cells[1]));
    expect(named.sort()).toEqual(fieldsOf(definition));
  });

  test('nodes with ext', () => {
    expect([...new Set(ext.map((row) => row.node))]).toEqual(Object.keys(definitions));
  });

  test.each(['level', 'display', 'body_format'])('words of ext.%s', (field) => {
    const row = ext.find((candidate) => candidate.cells[1] === `\`${field}\``);
    const property = schema.$defs.incidentExt.properties[field];
    expect(words(row?.cells[2])).toEqual(property.enum ?? schema.$defs.bodyFormat.enum);
  });

  test('required fields of the core', () => {
    const required: Record<string, string> = {
      '`page`': 'page',
      '`status`': 'status',
      '`components[]`': 'component',
      '`incidents[]`': 'incident',
      '`incidents[].incident_updates[]`': 'incidentUpdate',
    };
    for (const {cells} of tableRows('### 1.1')) {
      const definition = required[cells[0] ?? ''];
      if (definition === undefined) continue;
      const must = cells[1]?.split('should:')[0] ?? '';
      const named = [...must.matchAll(/`(\w+)(?:\[\])?`/g)].map((match) => match[1]);
      expect(named, definition).toEqual(schema.$defs[definition].required);
    }
  });

  test('stream events', () => {
    const events = tableRows('## 3.').flatMap((row) => words(row.cells[0]));
    const messages = Object.keys(schema.$defs).filter((name) => name.endsWith('Message'));
    expect(events.map((event) => `${event}Message`).sort()).toEqual(messages.sort());
  });
});

interface TableRow {
  /** The first cell, or that of the nearest row above where it is left empty. */
  readonly node: string;
  readonly cells: readonly string[];
}

/** The rows, without the head, of the first table after a heading. */
function tableRows(heading: string): readonly TableRow[] {
  const lines = protocol.slice(protocol.indexOf(`\n${heading}`)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  let node = '';
  return lines.slice(start + 2, start + length).map((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    node = cells[0] || node;
    return {node, cells};
  });
}

/** The plain words in backticks; what stands in braces (a shape) is none. */
function words(cell = ''): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
}

function fieldsOf(definition: string): string[] {
  return Object.keys(schema.$defs[definition].properties).sort();
}

function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`);
}
