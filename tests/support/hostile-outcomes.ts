// The right outcome of every item of hostile-status-docs.json and of the texts of xss-own.json, by
// their ids.
import {hostileDocuments, hostileTexts, goodDocument} from '../fixtures/hostile.ts';
import type {Sight} from './hostile-page.mjs';

export interface Outcome {
  readonly id: string;
  readonly must: string;
  /** The body of the feed's answer. */
  readonly text: string;
  /** The banner shows these in this order, and none of those that it hides. */
  readonly shows: readonly string[];
  readonly hides?: readonly string[];
  /** Another banner shows this for five minutes. */
  readonly lingers?: string;
  /** Links of the banner, without repetitions. */
  readonly links?: readonly string[];
  /** Default: what the good document gives. */
  readonly levels?: Partial<Record<'indicator' | 'part' | 'notice', string | null>>;
  /** Such a document ends a stream: it is answered with, and the one before stays. */
  readonly refused?: 'document' | 'too-large';
}

const STORED = 'https://stspg.io/x1';
const PAGE = 'https://status.acme.example/';

type Expected = Omit<Outcome, 'id' | 'must' | 'text'>;
const kept = (refused: 'document' | 'too-large'): Expected => ({shows: ['Good news'], refused});
const usual: Expected = {shows: ['Checkout errors', 'Affects API', 'We found the cause.']};

const DOCUMENTS: Record<string, Expected> = {
  'doc-002': kept('document'),
  'doc-004': kept('document'),
  // A byte order mark is none of a document's characters.
  'doc-006': usual,
  'doc-007': kept('document'),
  'doc-009': {...usual, levels: {part: 'unknown', notice: null}},
  'doc-013': {shows: ['Major outage: API'], hides: ['object', 'Affects'], links: [PAGE]},
  'doc-016': usual,
  'doc-018': usual,
  // Its name is its id.
  'doc-020': {
    shows: ['Partial outage: Checkout errors'],
    links: [STORED, PAGE],
    levels: {part: 'unknown'},
  },
  'doc-022': {shows: ['Fixed.', 'See details.'], hides: ['<', 'onclick']},
  'doc-023': {shows: ['ok'], hides: ['tracker', '![']},
  'doc-024': {shows: ['Fix now'], hides: ['javascript']},
  'doc-026': {...usual, hides: ['evil']},
  'doc-028': {...usual, levels: {part: 'unknown', notice: 'partial'}},
  // Blanks around a word are forgiven, a word of another spelling is unknown: never well.
  'doc-030': {shows: ['We know why'], levels: {part: 'unknown', notice: 'partial'}},
  'doc-032': {
    shows: ['Major outage: API'],
    hides: ['Checkout errors'],
    links: [PAGE],
    lingers: 'Resolved: Checkout errors',
  },
  'doc-034': {shows: ['Checkout errors', 'Back again']},
  'doc-036': {...usual, hides: ['Invalid', 'NaN', '1970', 'undefined']},
  'doc-038': {...usual, hides: ['Invalid', 'NaN', '1970', '57']},
  'doc-040': {...usual, hides: ['Invalid', 'NaN', '99']},
  'doc-042': {shows: ['Updated 1 minute ago'], hides: [' in ', 'just now']},
  'doc-044': {shows: ['Planned work: DB', 'Planned for Sat, Nov 21, 2:00'], hides: ['1:00']},
  'doc-046': {...usual, hides: ['DB', 'Planned']},
  'doc-048': kept('too-large'),
  'doc-050': usual,
  'doc-052': kept('document'),
  'doc-054': usual,
  'doc-056': {shows: ['Refunds delbasid'], hides: ['\u202e', '\u202c']},
  'doc-058': {shows: ['Major outage: Checkout Affects'], hides: ['\ufffd', '\ud83d']},
  'doc-061': {shows: ['and 498 others']},
  // They are not resolved at all: the page's own address stands in.
  'doc-063': {...usual, links: [PAGE]},
  'doc-064': {shows: ['Checkout errors'], links: [STORED, PAGE]},
  // It is older than the document before: a replay changes nothing.
  'doc-065': {shows: ['Good news']},
  // There are no signatures: `_sig` is a field like any other that nobody knows.
  'doc-067': usual,
};

/** Where a link of that address leads; to the page's own address if it is refused. */
const LINKS: Record<string, string> = {
  'own-059': 'https://evil.example/',
  'own-063': 'https://status.example.com.evil.example/',
  'own-065': 'https://evil.example/%E2%80%AEgnp.exe',
  'own-073': 'https://xn--tatus-g2e.example/',
};

/** Markup whose links and tags give way to their words; whatever else stands as it was written. */
const BODIES: Record<string, string> = {
  'own-075': 'Detailsx',
  'own-077': 'Detailsx',
  'own-079': 'Detailsx',
  'own-081': 'Detailsx',
  'own-087': 'Detailshttps://a.example/',
  'own-089': 'bold <script>globalThis.__pwn=1</script>',
  'own-091': '<script>globalThis.__pwn=1</script>',
  'own-093': 'para two',
  // Words are all that counts: without any, the update before is the newest that says something.
  'own-095': 'We are looking into it.',
  'own-099': 'We are looking into it.',
  'own-107': 'We are looking into it.',
  'own-097': '<b>not bold</b> & <i> |',
  'own-101': 'aaaaaaaa',
  'own-111': 'a a a a a a a a',
};

const NAMES: Record<string, string> = {
  'own-112': 'Affects kcatta rednu status.',
  'own-114': 'Affects Login',
  'own-116': 'Affects Z\u0351\u036b\u0343\u036aZ',
  'own-118': `${'W'.repeat(199)}….`,
  'own-120': 'Affects c1.',
  'own-122': 'Affects \u2068مشكلة في API v2 (eu-west-1)\u2069.',
  'own-124': 'Affects [31mred[0m.',
};

/** The places of xss-own.json that are in a document. */
const PLACES: Record<string, (document: any, id: string, value: string) => Expected> = {
  'incident.name'(document, _id, value) {
    document.incidents[0].name = value;
    return {shows: [`Major outage: ${value}`]};
  },
  'incident.shortlink'(document, id, value) {
    document.incidents[0].shortlink = value;
    return {shows: ['Checkout errors'], links: [LINKS[id] ?? PAGE]};
  },
  'update.body'(document, id, value) {
    document.incidents[0].incident_updates[0].body = value;
    return {shows: [BODIES[id] ?? value.slice(0, 1_000).trim()]};
  },
  'component.name'(document, id, value) {
    document.components[0].name = value;
    document.incidents[0].components[0].name = value;
    return {shows: [NAMES[id]!], hides: ['\u202e', '\u200b', '\ufeff', '\u001b', '\ud800']};
  },
};

export const outcomes: readonly Outcome[] = [
  ...hostileDocuments.map(({id, must, text}) => ({id, must, text, ...DOCUMENTS[id]!})),
  ...hostileTexts.flatMap(({id, field, must, value}) => {
    const document = goodDocument();
    const expected = PLACES[field]?.(document, id, value);
    return expected ? [{id, must, text: JSON.stringify(document), ...expected}] : [];
  }),
];

/** The texts that do not come by a document: from attributes, from storage, from other tabs. */
export const elsewhere = hostileTexts.filter(({field}) => !PLACES[field]);

/** The good document, as JSON with a name of your choice. */
export const goodText = (title: string): string => {
  const document = goodDocument();
  document.incidents[0].name = title;
  return JSON.stringify(document);
};

export const linksOf = ({hrefs}: Sight['elements'][string]): string[] => [...new Set(hrefs)];
