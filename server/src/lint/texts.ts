import {should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {textOf} from '../findings/json.js';
import {maxBodyCharacters, maxTitleCharacters} from '../check/limits.js';
import type {LintedEvent} from './event.js';
import {wordFindings} from './words.js';

/**
 * Whether the texts of an incident or a maintenance can be read whole, as they were meant, by
 * people.
 */
export function textsFindings(event: LintedEvent): readonly Finding[] {
  const {label, title, updates, ext} = event;
  const [newest] = updates;
  return [
    ...titleFindings(event),
    ...updates.flatMap((update) => [
      ...lengthFindings(update.label, update.body),
      ...(update.format === '' ? markupFindings(update.label, update.body) : []),
    ]),
    // What was said before was said, and is not written anew.
    ...(event.over
      ? []
      : wordFindings(event, [
          [label, title],
          [newest?.label ?? label, newest?.body ?? ''],
          [`${label}, workaround`, textOf(ext, 'workaround')],
        ])),
  ];
}

/** Of 11,833 real titles 95 % are no longer, nearly. */
const longTitle = 85;

function titleFindings({label, title}: LintedEvent): readonly Finding[] {
  const {length} = Array.from(title);
  if (length <= longTitle) return [];
  const cut = length > maxTitleCharacters;
  return [
    should({
      rule: 'title',
      ...(cut && {section: '5'}),
      what: `The title of ${label} has ${length} characters.`,
      cost: cut
        ? `Readers see the first ${maxTitleCharacters}.`
        : 'It fills a phone and is not read.',
      remedy: 'Name what does not work; tell the rest in an update.',
    }),
  ];
}

function lengthFindings(label: string, body: string): readonly Finding[] {
  const {length} = Array.from(body);
  if (length <= maxBodyCharacters) return [];
  return [
    should({
      rule: 'body',
      section: '5',
      what: `The body of ${label} has ${length} characters.`,
      cost: `Readers see the first ${maxBodyCharacters}.`,
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
      what: `The body of ${label} looks like ${format === 'html' ? 'HTML' : 'Markdown'}, and says not so.`,
      cost: 'Readers see the signs instead of what they mean.',
      remedy: `Set ext.body_format to "${format}", or write plain text.`,
    }),
  ];
}
