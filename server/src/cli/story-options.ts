import {givenFields, givenFieldsOrNone, listOrNone} from '../given-fields.js';
import {UsageError} from './command.js';
import type {Given, Option, Terminal} from './command.js';
import {parseClaims, parseTime} from './values.js';

export const componentOption: Option = {
  type: 'string',
  value: 'id[=status]',
  multiple: true,
  description: 'what it affects, as often as needed; the status follows from the impact',
};

export const dataOption: Option = {
  type: 'string',
  value: 'safety',
  description: 'of the data of readers: safe, delayed, lost, unknown',
};

/** The options of every command that tells something of an incident. */
export const storyOptions: Readonly<Record<string, Option>> = {
  component: componentOption,
  impact: {type: 'string', value: 'impact', description: 'none, minor (default), major, critical'},
  status: {
    type: 'string',
    value: 'status',
    description: 'investigating (default), identified, monitoring',
  },
  workaround: {type: 'string', value: 'text', description: 'what readers can do meanwhile'},
  action: {
    type: 'string',
    value: 'label=url',
    multiple: true,
    description: 'a link that helps readers, up to three: "Contact support=https://…"',
  },
  affected: {
    type: 'string',
    value: 'who',
    description: '"6323 users", "0.4%" or words: "customers in the EU region"',
  },
  'not-affected': {
    type: 'string',
    value: 'text',
    multiple: true,
    description: 'what works all the same, as often as needed',
  },
  data: dataOption,
  provider: {
    type: 'string',
    value: 'name[=url]',
    description: 'who else has this trouble, with the address of their status page',
  },
  eta: {type: 'string', value: 'time', description: 'estimate of the end: 2h, "2026-11-21 22:00"'},
  'next-update': {type: 'string', value: 'time', description: 'promise of more news: 30m'},
};

/**
 * The fields of a request, as these options give them.
 *
 * @param impact decides the status of components where none is written.
 * @throws {UsageError} for a value that is none.
 */
export function readStory(given: Given, {clock}: Terminal, impact: string) {
  const time = (option: string): string | undefined => {
    const text = given.text(option);
    return text === undefined ? undefined : parseTime(option, text, clock());
  };
  const components = parseClaims(given.list('component'), impact);
  const eta = time('eta');
  const postmortem = given.text('postmortem');
  const ext = givenFieldsOrNone({
    workaround: given.text('workaround'),
    actions: listOrNone(given.list('action').map(parseAction)),
    affected: parseAffected(given.text('affected')),
    not_affected: listOrNone(given.list('not-affected')),
    data_safety: given.text('data'),
    origin: parseProvider(given.text('provider')),
    eta: eta && {at: eta},
    next_update_at: time('next-update'),
    postmortem: postmortem && {url: postmortem},
  });
  return givenFields({
    impact: given.text('impact'),
    status: given.text('status'),
    body: given.text('body'),
    components: listOrNone(components),
    ext,
  });
}

function parseAction(text: string) {
  const [, label, url] = /^\s*([^=]+?)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  if (label !== undefined && url !== undefined) return {label, url};
  throw new UsageError(`--action takes a label and a URL, as "Help=https://…", not "${text}".`);
}

function parseAffected(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  if (percent !== undefined) return {percent: Number(percent)};
  const [, count, unit] = /^([\d,]+)\s+([\p{L}\s-]+)$/u.exec(text) ?? [];
  if (count !== undefined) return {count: Number(count.replaceAll(',', '')), unit};
  return {scope: text};
}

/** The id of a provider that no relay knows is its name in small letters. */
function parseProvider(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, name = text.trim(), url] = /^\s*(.+?)\s*=\s*(https?:\S+)\s*$/.exec(text) ?? [];
  const id = name.toLowerCase().replace(/[^\p{L}\d]+/gu, '-');
  return {id, name, ...(url !== undefined && {url})};
}
