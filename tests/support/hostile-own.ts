// Hostile documents beside those of the fixtures.
import {goodDocument} from '../fixtures/hostile.ts';
import type {Outcome} from './hostile-outcomes.ts';

/** A document after a change. `text` replaces it altogether, where it is no change of an object. */
const own = (
  id: string,
  must: string,
  change: (document: any) => unknown,
  expected: Omit<Outcome, 'id' | 'must' | 'text'>,
): Outcome => {
  const document = goodDocument();
  const text = change(document);
  return {id, must, text: typeof text === 'string' ? text : JSON.stringify(document), ...expected};
};

/** Put where any text may stand. */
const everywhere = (value: unknown) => (document: any) => {
  const [incident] = document.incidents;
  Object.assign(document.page, {name: value, url: value});
  document.status.description = value;
  document.components.push({id: 'odd', name: value, status: value});
  Object.assign(incident, {shortlink: value, components: [{id: value, name: value}]});
  incident.incident_updates[0].body = value;
  incident.ext = {workaround: value, eta: value, next_update_at: value, components: value};
  document.scheduled_maintenances = [value];
};

const PLAIN = {shows: ['Major outage: Checkout errors'], hides: ['object'], links: []};
const usual = {shows: ['Checkout errors', 'Affects API', 'We found the cause.']};

export const ownCases: readonly Outcome[] = [
  ...Object.entries({
    'a template result': {
      _$litType$: 1,
      strings: ['<img src=x onerror=globalThis.__pwn=1>'],
      values: [],
    },
    'a compiled template': {_$litType$: {h: ['<img src=x>'], parts: []}, values: []},
    'a directive': {_$litDirective$: {}, values: []},
    'a node': {nodeType: 1, nodeName: 'IMG', outerHTML: '<img src=x>'},
    'what has a toString': {toString: 'x', valueOf: 'x', toJSON: 'x'},
    'a list': ['<img src=x>', ['<img src=x>']],
    true: true,
  }).map(([what, value]) => own(what, 'is no text', everywhere(value), PLAIN)),
  own(
    '__proto__',
    'is a key like any other that nobody knows',
    (document) =>
      JSON.stringify(document).replace(
        /\{"id"/g,
        '{"__proto__":{"status":"operational","name":"Polluted","level":"operational"},"id"',
      ),
    {...usual, hides: ['Polluted']},
  ),
  own(
    'lone surrogates',
    'are left out, wherever they stand',
    (document) => {
      document.incidents[0].name = 'Check\ud83dout \udc00errors';
      document.incidents[0].incident_updates[0].body = '\udfffWe found\ud800 the cause.';
    },
    {...usual, hides: ['\ufffd']},
  ),
  own(
    'bidirectional overrides',
    'turn nothing around',
    (document) => {
      document.incidents[0].name = '\u202eCheckout\u2067 errors\u061c';
      document.incidents[0].incident_updates[0].body = 'We \u202dfound\u202e the\u200f cause.';
    },
    {...usual, hides: ['\u202e', '\u202d', '\u2067', '\u061c', '\u200f']},
  ),
  own(
    'a name of zero width',
    'is none: what has no other is dropped',
    (document) => {
      document.components[0].name = '\u200b\u2060\ufeff\u00ad';
      document.incidents.unshift({...document.incidents[0], id: 'i0', name: '\u200b\u200c\u200d'});
      document.incidents[1].components[0].name = '\u2800\u3164';
    },
    {shows: ['Checkout errors', 'Affects c1']},
  ),
  own(
    '10,000 components',
    'are read up to the thousandth',
    (document) => {
      const [first] = document.components;
      for (let index = 0; index < 10_000; index++)
        document.components.push({id: `n${index}`, name: `N ${index}`, status: first.status});
    },
    usual,
  ),
];
