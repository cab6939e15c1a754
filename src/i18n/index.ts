import {en} from './en.js';
import type {Strings} from './strings.js';

/** Strings, and the locale in which dates and numbers beside them are written. */
export interface Language {
  readonly locale: string;
  readonly strings: Strings;
}

const tables = new Map<string, Strings>([['en', en]]);

/** Adds or replaces a language, by BCP 47 tag: `registerStrings('de', de)`. */
export function registerStrings(tag: string, strings: Strings): void {
  tables.set(tag.toLowerCase(), strings);
}

/**
 * The language of an element: its own or the nearest `lang` around it, through shadow roots, else the reader's.
 * The full tag's table, else the base language's; a page in a language we lack gets English, dates included.
 */
export function languageOf(element: Element): Language {
  const tag = closestLanguage(element) || navigator.language;
  try {
    // Longer tags are somebody trying things; Intl need not see them.
    const [locale = ''] = Intl.getCanonicalLocales(tag.slice(0, 35));
    const strings = tables.get(locale.toLowerCase()) ?? tables.get(locale.split('-', 1)[0]!);
    if (strings) return {locale, strings};
  } catch {
    // No tag at all, which is as good as one we lack.
  }
  return {locale: 'en', strings: en};
}

function closestLanguage(element: Element): string | null | undefined {
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang');
  const root = element.getRootNode();
  // Not any `host`: a link that was taken out of the page has one as well.
  return root instanceof ShadowRoot ? closestLanguage(root.host) : undefined;
}
