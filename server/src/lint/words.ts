import {should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {namesScope} from './event.js';
import type {LintedEvent} from './event.js';

interface WordRule {
  readonly words: RegExp;
  readonly cost: string;
  readonly remedy: string;
}

/** Only clear cases are listed. A word that users of some product use is left alone. */
const rules: readonly WordRule[] = [
  {
    words: /\btechnical (?:difficult(?:y|ies)|issues?|problems?)\b(?!-)/i,
    cost: 'It says nothing.',
    remedy: 'Say what readers cannot do.',
  },
  {
    words: anyOf(
      /\b(?:HTTP|status(?: code)?|error(?: code)?)\s?[45]\d\d\b/,
      /\b[45](?:\d\d|xx) (?:error|response)s?\b/,
      /\b[45]xx\b/,
      /\bE(?:CONN|TIMED)[A-Z]+\b/,
    ),
    cost: 'Most readers do not know what it means.',
    remedy: 'Say what happens to them instead.',
  },
  {
    words: anyOf(
      /\b(?:k8s|kubernetes|OOM(?:-?killed)?|p9[059]|kernel panic)\b/,
      /\b(?:replica(?:tion)? lag|failover|garbage collection)\b/,
    ),
    cost: 'It is a word of those who repair, not of those who read.',
    remedy: 'Say what it does to readers; keep the rest for the postmortem.',
  },
  {
    words: /\binconvenien\w+/i,
    cost: 'An apology by habit takes the place of news.',
    remedy: 'Say what readers can do meanwhile.',
  },
  {
    words: /\b(?:glitch\w*|hiccups?|hick-ups?|oops|whoops)\b/i,
    cost: 'A reader who cannot work feels laughed at.',
    remedy: 'Name what does not work.',
  },
  {
    words: anyOf(
      /\b(?:user|customer|human|operator) errors?\b/,
      /\bnot our fault\b/,
      /\bno fault of ours?\b/,
      /\b(?:is|are) to blame\b/,
    ),
    cost: 'Readers hear blame where they want help.',
    remedy: 'Say "we" first, and whose part failed second.',
  },
  {
    words: /!(?=\s|$)/,
    cost: 'It shouts.',
    remedy: 'End the sentence with a full stop.',
  },
];

const vague: WordRule = {
  words: anyOf(
    /\b(?:some|certain) (?:users|customers|clients|people)\b/,
    /\ba (?:small )?(?:number|subset|portion) of(?: our)? (?:users|customers|clients|people)\b/,
  ),
  cost: 'Everybody has to guess whether they are meant.',
  remedy: 'Say who, here or in ext.affected: how many, or where.',
};

/**
 * Finds words that tell readers nothing, or the wrong thing. It knows only English.
 *
 * @param texts the texts, each with the name of its place.
 */
export function wordFindings(
  event: LintedEvent,
  texts: readonly (readonly [label: string, text: string])[],
): readonly Finding[] {
  const applied = namesScope(event) ? rules : [...rules, vague];
  return texts.flatMap(([label, text]) =>
    applied.flatMap(({words, cost, remedy}) => {
      const [found] = words.exec(text) ?? [];
      if (found === undefined) return [];
      return [should({rule: 'words', what: `${label} says "${found}".`, cost, remedy})];
    }),
  );
}

/** Joins patterns into one that ignores case and finds the first match of any of them. */
function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({source}) => source).join('|'), 'i');
}
