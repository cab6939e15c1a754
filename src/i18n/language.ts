import {getOrCreate} from './bounded-cache.js';
import {en} from './en.js';
import type {Strings} from './strings.js';

/** Strings, and the locale in which the dates and numbers beside them are written. */
export interface Language {
  /** A canonical BCP 47 tag. */
  readonly locale: string;
  readonly strings: Strings;
}

const english: Language = {locale: 'en', strings: en};

/** The longest tag that is looked up; the longest useful ones are shorter. */
const MAX_TAG_LENGTH = 35;

const translations = new Map<string, Strings>([['en', en]]);

/** The language that each tag on the page leads to. */
const languages = new Map<string, Language>();

/** Adds or replaces a language, by its BCP 47 tag: `registerStrings('de', de)`. */
export function registerStrings(tag: string, strings: Strings): void {
  translations.set(tag.toLowerCase(), strings);
  languages.clear();
}

/**
 * Finds the language of an element: that of the nearest `lang` on it or around it, through shadow
 * roots, else the reader's own. A translation for the full tag wins over one for its base language.
 * Without either everything is English, dates included.
 */
export function languageOf(element: Element): Language {
  const tag = closestLanguage(element) || navigator.language;
  const key = tag.slice(0, MAX_TAG_LENGTH);
  return getOrCreate(languages, key, () => findLanguage(key));
}

function findLanguage(tag: string): Language {
  try {
    const [locale = ''] = Intl.getCanonicalLocales(tag);
    const [base = ''] = locale.split('-', 1);
    const strings = translations.get(locale.toLowerCase()) ?? translations.get(base);
    return strings ? {locale, strings} : english;
  } catch {
    // The attribute holds no language tag at all.
    return english;
  }
}

function closestLanguage(element: Element): string | null | undefined {
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang');
  const root = element.getRootNode();
  // Only a shadow root counts: a link that was taken out of the page has a property `host` as well.
  return root instanceof ShadowRoot ? closestLanguage(root.host) : undefined;
}
