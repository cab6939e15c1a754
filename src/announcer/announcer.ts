/**
 * The page's one voice for screen readers. The visible elements are never live regions themselves.
 * The announcer speaks each development once, whichever elements show it, and one sentence at a
 * time. On a hidden page it stays silent, and speaks the newest once the page is seen again.
 */
import {isPageHidden} from '../dom/page-lifecycle.js';
import {safeDocument} from '../dom/safe-document.js';
import {registry} from '../feed/registry.js';
import type {Announcement, Announcer} from '../feed/registry.js';
import type {Facts} from '../store/facts.js';
import {showInLiveRegion} from './live-region.js';

/** Ms in which several developments become one: the newest wins. */
const SETTLE_MS = 1_000;
/** Ms between two announcements, so that a screen reader can finish the first. */
const PAUSE_MS = 10_000;

/** The page's announcer, shared by all copies of this library. */
export function pageAnnouncer(): Announcer {
  return (registry().announcer ??= createAnnouncer());
}

function createAnnouncer(): Announcer {
  const known = new Map<string, Facts>();
  const holders = new Map<string, Set<object>>();
  let waiting: Announcement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spokenAt = -Infinity;

  function schedule(): void {
    clearTimeout(timer);
    if (!waiting || isPageHidden()) return;
    const pauseLeft = spokenAt + PAUSE_MS - Date.now();
    // At most a whole pause: the device's clock may have been set back.
    timer = setTimeout(speak, Math.min(PAUSE_MS, Math.max(SETTLE_MS, pauseLeft)));
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
      // It was taken back before anybody heard of it. An end is said, even if it shows no more.
      const isEnd = known.get(key)?.level === 'operational';
      if (waiting?.key === key && !isEnd) waiting = undefined;
      holders.delete(key);
      known.delete(key);
    },
    note(key, holder, facts, announcement) {
      holders.set(key, (holders.get(key) ?? new Set()).add(holder));
      known.set(key, facts);
      if (!announcement || (waiting && outranks(waiting, announcement))) return;
      waiting = announcement;
      schedule();
    },
  };
}

/** The start of a major outage gives way only to something newer about the same outage. */
function outranks(waiting: Announcement, next: Announcement): boolean {
  return waiting.urgent && !next.urgent && waiting.key !== next.key;
}

/** Uses `ariaNotify` (ARIA 1.3) where the browser has it, else a live region. */
function say({text, urgent}: Announcement): void {
  // A modal dialog makes everything outside it inert, live regions too. It comes after the body.
  const parent = [...safeDocument.querySelectorAll('body,dialog:modal')].at(-1);
  if (!parent) return;
  const {ariaNotify} = parent as {ariaNotify?: (text: string, options: object) => void};
  if (ariaNotify) ariaNotify.call(parent, text, {priority: urgent ? 'high' : 'normal'});
  else showInLiveRegion(parent, text, urgent ? 'assertive' : 'polite');
}
