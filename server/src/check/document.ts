import {documentProblems} from '../schema.js';
import {firstOf, must, passed, should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {fieldOf, isObject, objectsOf, parseJson, repeated, textOf, timeOf} from '../json.js';
import type {Json} from '../json.js';
import {
  MAX_COMPONENTS,
  MAX_DOCUMENT_BYTES,
  MAX_INCIDENTS,
  MAX_MAINTENANCES,
  MAX_UPDATES,
} from 'outage-widgets/protocol.js';
import type {Body} from './observation.js';

/** Checks a document by itself, wherever it comes from. */
export function documentFindings({text, bytes, tooLarge}: Body): readonly Finding[] {
  if (tooLarge) return [oversized];
  const document = parseJson(text);
  if (!isObject(document)) return [notJson];
  const flaws = [
    ...schemaFindings(document),
    ...idFindings(document),
    ...countFindings(document),
    ...orderFindings(document),
  ];
  const kiB = Math.ceil(bytes / 1024);
  return flaws.length > 0
    ? flaws
    : [passed('document', `The document is valid: ${contents(document)}, ${kiB} KiB.`)];
}

const oversized = must({
  rule: 'size',
  section: '5',
  what: `The document has more than ${MAX_DOCUMENT_BYTES.toLocaleString('en')} bytes.`,
  cost: 'Readers refuse it whole.',
  remedy: 'Leave out old incidents and long texts, and link to them.',
});

const notJson = must({
  rule: 'json',
  section: '1',
  what: 'The document is not a JSON object.',
  cost: 'Readers refuse it whole, and keep the last good one until it is stale.',
  remedy: 'Write the document with a JSON library, not by hand.',
});

function schemaFindings(document: Json): readonly Finding[] {
  // The alternatives to null have problems of their own, which say enough.
  const problems = documentProblems(document).filter(({message}) => message !== 'must be null');
  const findings = problems.map(({pointer, message}) =>
    must({
      rule: 'schema',
      section: pointer.includes('/ext') ? '1.2' : '1.1',
      what: `${pointer || 'The document'} ${message}.`,
      cost: 'Readers drop what they do not understand, or show it as unknown.',
      remedy: 'Write it as the section says.',
    }),
  );
  return firstOf(findings);
}

/** Every list of objects with ids, with its JSON pointer. */
function listsOf(document: Json): readonly (readonly [pointer: string, items: readonly Json[]])[] {
  const lists = ['components', 'incidents', 'scheduled_maintenances'] as const;
  return lists.flatMap((list) => {
    const items = objectsOf(document, list);
    return [
      [`/${list}`, items] as const,
      ...items.map(
        (item, index) =>
          [`/${list}/${index}/incident_updates`, objectsOf(item, 'incident_updates')] as const,
      ),
    ];
  });
}

function idFindings(document: Json): readonly Finding[] {
  const findings = listsOf(document).flatMap(([pointer, items]) => {
    const ids = items.map((item) => textOf(item, 'id')).filter((id) => id !== '');
    return repeated(ids).map((id) =>
      must({
        rule: 'ids',
        section: '1.1',
        what: `The id "${id}" stands more than once in ${pointer}.`,
        cost: 'Readers cannot tell the two apart: one can hide, or end, the other.',
        remedy: 'Give each its own, and keep it for good.',
      }),
    );
  });
  return firstOf(findings);
}

const mostOf: Readonly<Record<string, number>> = {
  '/components': MAX_COMPONENTS,
  '/incidents': MAX_INCIDENTS,
  '/scheduled_maintenances': MAX_MAINTENANCES,
};

function countFindings(document: Json): readonly Finding[] {
  const findings = listsOf(document).flatMap(([pointer, {length}]) => {
    const most = mostOf[pointer] ?? MAX_UPDATES;
    if (length <= most) return [];
    return [
      must({
        rule: 'counts',
        section: '5',
        what: `${pointer} has ${length} items; readers take the first ${most}.`,
        cost: 'What comes after them is never shown.',
        remedy: 'Leave out what is over or old.',
      }),
    ];
  });
  return firstOf(findings);
}

/** Pairs of times of one object. The second must not be before the first. */
const orders = [
  ['created_at', 'resolved_at'],
  ['created_at', 'updated_at'],
  ['scheduled_for', 'scheduled_until'],
] as const;

function orderFindings(document: Json): readonly Finding[] {
  const findings = ['incidents', 'scheduled_maintenances'].flatMap((list) =>
    objectsOf(document, list).flatMap((item, index) =>
      orders.flatMap(([first, second]) => {
        const from = timeOf(item, first) ?? NaN;
        const until = timeOf(item, second) ?? NaN;
        return until < from ? [reversed(`/${list}/${index}/${second}`, first)] : [];
      }),
    ),
  );
  return firstOf(findings);
}

function reversed(pointer: string, first: string): Finding {
  return should({
    rule: 'times',
    section: '1.1',
    what: `${pointer} is before ${first}.`,
    cost: 'Readers see a wrong duration, or none.',
    remedy: 'Correct the one that is wrong.',
  });
}

function contents(document: Json): string {
  const count = (list: string, one: string): string => {
    const items = fieldOf(document, list);
    const {length} = Array.isArray(items) ? items : [];
    return `${length} ${one}${length === 1 ? '' : 's'}`;
  };
  return [
    count('components', 'component'),
    count('incidents', 'incident'),
    count('scheduled_maintenances', 'maintenance'),
  ].join(', ');
}
