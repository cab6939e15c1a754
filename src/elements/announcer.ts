/**
 * The one voice of a document: visible elements are never live regions. It speaks each development once, whoever
 * shows it, one sentence at a time, never about what a hidden page missed but its newest state.
 */

/** Ms in which several developments become one: the newest wins. */
const SETTLE = 1_000;
/** Ms between two announcements, so that a screen reader can finish. */
const PAUSE = 10_000;
/** Ms after which a fallback region is emptied: old news must not be found by browsing. */
const CLEAR = 10_000;
/** Ms between making a region and filling it: content that comes with its region is not read. */
const REGION_DELAY = 250;

export interface Announcement {
  /** Plain text, one sentence. */
  readonly text: string;
  /** BCP 47 language of the text. */
  readonly lang: string;
  /** The start of a critical outage may interrupt; nothing else does. */
  readonly urgent: boolean;
}

export interface Announcer {
  /** What was heard last about a matter: a standing and an edition; undefined if nothing. */
  heard(key: string): {readonly standing: string; readonly edition: string} | undefined;
  /** Remembers a development; with an announcement it is spoken, without one it counts as known. */
  note(key: string, standing: string, edition: string, announcement?: Announcement): void;
}

const KEY = Symbol.for('outage-widgets.announcer@1');

/** The document's announcer, shared by all copies of this library. */
export function announcerOf(owner: Document): Announcer {
  const holder = owner as {[KEY]?: Announcer};
  if (!holder[KEY]) Object.defineProperty(owner, KEY, {value: createAnnouncer(owner), configurable: false});
  return holder[KEY]!;
}

export function createAnnouncer(owner: Document): Announcer {
  const heard = new Map<string, {standing: string; edition: string}>();
  let waiting: Announcement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spokenAt = -Infinity;

  function schedule(): void {
    clearTimeout(timer);
    if (!waiting || owner.visibilityState === 'hidden') return;
    timer = setTimeout(speak, Math.max(SETTLE, spokenAt + PAUSE - Date.now()));
  }

  function speak(): void {
    if (!waiting || owner.visibilityState === 'hidden') return;
    const announcement = waiting;
    waiting = undefined;
    spokenAt = Date.now();
    say(owner, announcement);
  }

  owner.addEventListener('visibilitychange', schedule);
  return {
    heard: (key) => heard.get(key),
    note(key, standing, edition, announcement) {
      heard.set(key, {standing, edition});
      if (!announcement) return;
      // An urgent one is not pushed out by what follows within the same second.
      if (waiting?.urgent && !announcement.urgent) return;
      waiting = announcement;
      schedule();
    },
  };
}

/** `ariaNotify` where it exists (ARIA 1.3), else a permanent live region of the right politeness. */
function say(owner: Document, {text, lang, urgent}: Announcement): void {
  const notify = (Element.prototype as {ariaNotify?: (text: string, options: object) => void}).ariaNotify;
  const host = modalOf(owner) ?? owner.documentElement;
  if (notify) {
    notify.call(host, text, {priority: urgent ? 'high' : 'normal'});
    return;
  }
  const region = regionIn(modalOf(owner) ?? owner.querySelector('body') ?? host, urgent ? 'assertive' : 'polite');
  setTimeout(() => {
    region.lang = lang;
    // Equal text is not read twice; a no-break space makes it another one.
    region.textContent = region.dataset['last'] === text ? `${text}\u00a0` : text;
    region.dataset['last'] = region.textContent;
    setTimeout(() => region.replaceChildren(), CLEAR);
  }, REGION_DELAY);
}

/** A modal dialog makes all outside it inert, live regions included. */
function modalOf(owner: Document): Element | undefined {
  return [...Document.prototype.querySelectorAll.call(owner, 'dialog:modal')].at(-1);
}

/** In the light DOM: screen readers miss regions in shadow roots. */
function regionIn(parent: Element, politeness: 'polite' | 'assertive'): HTMLElement {
  const name = `outage-announcer-${politeness}`;
  const known = [...parent.children].find((child) => child.className === name);
  if (known instanceof HTMLElement) return known;
  const region = parent.ownerDocument.createElement('div');
  region.className = name;
  region.setAttribute('aria-live', politeness);
  region.setAttribute('aria-atomic', 'true');
  // Property by property: a style attribute would need the page's style-src.
  Object.assign(region.style, {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  });
  parent.append(region);
  return region;
}
