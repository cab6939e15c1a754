/**
 * The one voice of a document: visible elements are never live regions. It speaks each development once, whoever
 * shows it, one sentence at a time; a hidden page stays silent and gets the newest when it is seen again.
 */
import {safeDocument} from '../dom/safe-document.js';
import {registry} from '../feed/registry.js';

/** Ms in which several developments become one: the newest wins. */
const SETTLE = 1_000;
/** Ms between two announcements, so that a screen reader can finish. */
const PAUSE = 10_000;
/** Ms after which a fallback region is emptied: old news must not be found by browsing. */
const CLEAR = 9_000;
/** Ms between making a region and filling it: content that comes with its region is not read. */
const REGION_DELAY = 250;

export interface Announcement {
  /** What it is about. */
  readonly key: string;
  /** Plain text, one or two short sentences. */
  readonly text: string;
  /** The start of a critical outage may interrupt; nothing else does. */
  readonly urgent: boolean;
}

/** What was heard of a matter: see `News`. */
export interface Heard {
  readonly stateKey: string;
  readonly revisionKey: string;
}

export interface Announcer {
  heard(key: string): Heard | undefined;
  /** Remembers a development that `holder` shows; with an announcement it is spoken, without one it counts as known. */
  note(key: string, holder: object, heard: Heard, announcement?: Announcement): void;
  /** `holder` shows it no more. What nobody shows may come again, and is news then, unless all have merely `left`. */
  forget(key: string, holder: object, left?: boolean): void;
}

/** The page's announcer, shared by all copies of this library. */
export function pageAnnouncer(): Announcer {
  const shared: {announcer?: unknown} = registry();
  return (shared.announcer ??= createAnnouncer()) as Announcer;
}

function createAnnouncer(): Announcer {
  const known = new Map<string, Heard>();
  const holders = new Map<string, Set<object>>();
  let waiting: Announcement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spokenAt = -Infinity;

  function schedule(): void {
    clearTimeout(timer);
    if (waiting && safeDocument.visibilityState !== 'hidden')
      timer = setTimeout(speak, Math.min(PAUSE, Math.max(SETTLE, spokenAt + PAUSE - Date.now())));
  }

  function speak(): void {
    if (!waiting) return;
    say(waiting);
    waiting = undefined;
    spokenAt = Date.now();
  }

  safeDocument.addEventListener('visibilitychange', schedule);
  return {
    heard: (key) => known.get(key),
    forget(key, holder, left) {
      const others = holders.get(key);
      others?.delete(holder);
      if (others?.size || left) return;
      holders.delete(key);
      known.delete(key);
    },
    note(key, holder, {stateKey, revisionKey}, announcement) {
      holders.set(key, (holders.get(key) ?? new Set()).add(holder));
      known.set(key, {stateKey, revisionKey});
      // The start of a critical outage gives way only to what is newer of the same matter.
      if (
        !announcement ||
        (waiting?.urgent && !announcement.urgent && waiting.key !== announcement.key)
      )
        return;
      waiting = announcement;
      schedule();
    },
  };
}

/** `ariaNotify` where it exists (ARIA 1.3), else a permanent live region of the right politeness. */
function say({text, urgent}: Announcement): void {
  // A modal dialog makes all outside it inert, live regions included; it comes after the body.
  const parent = [...safeDocument.querySelectorAll('body,dialog:modal')].at(-1)!;
  const notify = (parent as {ariaNotify?: (text: string, options: object) => void}).ariaNotify;
  if (notify) {
    notify.call(parent, text, {priority: urgent ? 'high' : 'normal'});
    return;
  }
  const region = regionIn(parent, urgent ? 'assertive' : 'polite');
  setTimeout(() => {
    region.textContent = text;
    setTimeout(() => region.replaceChildren(), CLEAR);
  }, REGION_DELAY);
}

/** In the light DOM: screen readers miss regions in shadow roots. */
function regionIn(parent: Element, politeness: 'polite' | 'assertive'): HTMLElement {
  const name = `outage-${politeness}`;
  const present = [...parent.children].find(({className}) => className === name);
  if (present) return present as HTMLElement;
  const region = safeDocument.createElement('div');
  region.className = name;
  region.ariaLive = politeness;
  region.ariaAtomic = 'true';
  // Through the object model: a style attribute would need the page's style-src. Fixed: it must not make the page wider.
  Object.assign(region.style, {position: 'fixed', clipPath: 'inset(50%)', whiteSpace: 'nowrap'});
  parent.append(region);
  return region;
}
