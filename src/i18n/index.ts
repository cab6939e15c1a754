import {en} from './en.js';
import type {Strings} from './strings.js';

/** Strings, and the locale in which dates and numbers beside them are written. */
export interface Language {
  readonly locale: string;
  readonly strings: Strings;
}

/** Longer tags are somebody trying things; Intl need not see them. */
const MAX_TAG = 35;

const tables = new Map<string, Strings>([['en', en]]);

/** Adds or replaces a language, by BCP 47 tag: `registerStrings('de', de)`. */
export function registerStrings(tag: string, strings: Strings): void {
  tables.set(tag.toLowerCase(), strings);
}

/** The language of an element: its own or the nearest `lang` around it, through shadow roots, else the reader's. */
export function languageOf(element: Element): Language {
  for (const tag of [closestLanguage(element), navigator.language]) {
    const language = find(tag);
    if (language) return language;
  }
  return find('en')!;
}

function closestLanguage(element: Element): string | null {
  let node: Element | null = element;
  while (node) {
    const holder: Element | null = node.closest('[lang]');
    if (holder) return holder.getAttribute('lang');
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** The full tag's table, else the base language's; a page in a language we lack gets English, dates included. */
function find(tag: string | null): Language | undefined {
  if (!tag || tag.length > MAX_TAG) return undefined;
  let locale: string;
  try {
    [locale = ''] = Intl.getCanonicalLocales(tag);
  } catch {
    return undefined;
  }
  const base = locale.split('-', 1)[0]!;
  const strings = tables.get(locale.toLowerCase()) ?? tables.get(base);
  return strings ? {locale, strings} : {locale: 'en', strings: en};
}
