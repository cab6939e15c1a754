import {should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {objectsOf, repeated, textOf} from '../json.js';
import type {Json} from '../json.js';
import type {LintedEvent} from './event.js';

/** Checks whether the parts of a document agree with each other. */
export function pageFindings(document: Json, events: readonly LintedEvent[]): readonly Finding[] {
  return [
    ...indicatorFindings(document, events),
    ...nameFindings(document),
    ...events.flatMap((event) => strangerFindings(document, event)),
  ];
}

function indicatorFindings(document: Json, events: readonly LintedEvent[]): readonly Finding[] {
  const {status} = document;
  const well = textOf(status, 'indicator') === 'none';
  const open = events.find(
    ({kind, over, json}) => kind === 'incident' && !over && json['impact'] !== 'none',
  );
  const down = objectsOf(document, 'components').find(
    (component) => !['operational', 'under_maintenance'].includes(textOf(component, 'status')),
  );
  if (!well || (open === undefined && down === undefined)) return [];
  const trouble =
    open === undefined
      ? `the component "${textOf(down, 'name')}" is ${textOf(down, 'status')}`
      : `${open.label} is open`;
  return [
    should({
      rule: 'indicator',
      section: '1.1',
      what: `/status/indicator says that all is well ("none"), and ${trouble}.`,
      cost: 'The indicator is green beside the bad news, and readers believe neither.',
      remedy: 'Set it to the worst of what is open.',
    }),
  ];
}

function nameFindings(document: Json): readonly Finding[] {
  const names = objectsOf(document, 'components')
    .filter((component) => component['group'] !== true)
    // Statuspage has groups, so "API" may occur in two of them.
    .map((component) => [textOf(component, 'name'), textOf(component, 'group_id')].join('\n'));
  return repeated(names).map((key) => {
    const [name = ''] = key.split('\n');
    return should({
      rule: 'names',
      what: `More than one component is called "${name}".`,
      cost: 'Readers cannot tell which of them is broken, nor can a page that names it.',
      remedy: 'Give each a name of its own, as its users know it.',
    });
  });
}

function strangerFindings(document: Json, {label, json, ext}: LintedEvent): readonly Finding[] {
  const known = new Set(objectsOf(document, 'components').map((each) => textOf(each, 'id')));
  const named = [...objectsOf(json, 'components'), ...objectsOf(ext, 'components')];
  const ids = new Set(named.map((each) => textOf(each, 'id')).filter((id) => id !== ''));
  return [...ids]
    .filter((id) => !known.has(id))
    .map((id) =>
      should({
        rule: 'component',
        section: '1.1',
        what: `${label} names the component "${id}", which is not in /components.`,
        cost: 'A notice beside that part of the product does not learn of it.',
        remedy: 'Add it to /components, or write the id that stands there.',
      }),
    );
}
