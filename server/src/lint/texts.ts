import {should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {textOf} from '../json.js';
import {MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS} from 'outage-widgets/protocol.js';
import type {LintedEvent} from './event.js';
import {wordFindings} from './words.js';

/** Checks whether people can read the texts of an event whole and as intended. */
export function textsFindings(event: LintedEvent): readonly Finding[] {
  const {label, title, updates, ext} = event;
  const [newest] = updates;
  return [
    ...titleFindings(event),
    ...updates.flatMap((update) => [
      ...lengthFindings(update.label, update.body),
      ...(update.format === '' ? markupFindings(update.label, update.body) : []),
    ]),
    // Earlier updates are not checked, because nobody rewrites them.
    ...(event.over
      ? []
      : wordFindings(event, [
          [label, title],
          [newest?.label ?? label, newest?.body ?? ''],
          [`${label}, workaround`, textOf(ext, 'workaround')],
        ])),
  ];
}

/** 95 % of 11,833 real titles are not longer, or hardly. */
const longTitle = 85;

function titleFindings({label, title}: LintedEvent): readonly Finding[] {
  const {length} = Array.from(title);
  if (length <= longTitle) return [];
  const cut = length > MAX_TITLE_CHARACTERS;
  return [
    should({
      rule: 'title',
      ...(cut && {section: '5'}),
      what: `The title of ${label} has ${length} characters.`,
      cost: cut
        ? `Readers see the first ${MAX_TITLE_CHARACTERS}.`
        : 'It fills a phone and is not read.',
      remedy: 'Name what does not work; tell the rest in an update.',
    }),
  ];
}

function lengthFindings(label: string, body: string): readonly Finding[] {
  const {length} = Array.from(body);
  if (length <= MAX_BODY_CHARACTERS) return [];
  return [
    should({
      rule: 'body',
      section: '5',
      what: `The body of ${label} has ${length} characters.`,
      cost: `Readers see the first ${MAX_BODY_CHARACTERS}.`,
      remedy: 'Shorten it, and link to the rest.',
    }),
  ];
}

const htmlTag =
  /<\/?(?:br|p|div|[uo]l|li|h[1-6]|b|strong|i|em|u|a|span|code)(?:\s[^<>]{0,500})?\/?>/i;
const markdown = /\[[^[\]\n]{1,200}\]\([^()\s]{1,2000}\)|\*\*[^*\n]{1,500}\*\*|^#{1,6} |^```/m;

function markupFindings(label: string, body: string): readonly Finding[] {
  const format = htmlTag.test(body) ? 'html' : markdown.test(body) ? 'markdown' : undefined;
  if (format === undefined) return [];
  return [
    should({
      rule: 'format',
      section: '1.2',
      what:
        `The body of ${label} looks like ${format === 'html' ? 'HTML' : 'Markdown'}, and ` +
        `says not so.`,
      cost: 'Readers see the signs instead of what they mean.',
      remedy: `Set ext.body_format to "${format}", or write plain text.`,
    }),
  ];
}
