// Tabs of one site: pages side by side, which share locks, channels and storage as tabs do.
import type {OutageFeed} from '../../src/define/feed.ts';
import {afterwards, read, until} from './page.ts';
import {openPage} from './frame.ts';

type Realm = Window & typeof globalThis;

export interface TabOptions {
  /** Further attributes of its `<outage-feed>`. */
  attributes?: string;
  /** Changes the page before anything is loaded into it. */
  prepare?: ((window: Realm) => void) | undefined;
  /** Opened in the background. */
  hidden?: boolean;
}

export type Tab = Awaited<ReturnType<typeof openTab>>;

/** What Lit says of itself while it is developed with. */
const OWN_WORDS = /Lit is in dev mode/;

/**
 * Opens a page with a banner and an indicator on one feed; it counts as visible until it is
 * hidden.
 */
export async function openTab(src: string, {attributes = '', prepare, hidden}: TabOptions = {}) {
  const page = await openPage(
    `<outage-feed src="${src}" ${attributes}>
      <outage-banner></outage-banner><outage-indicator></outage-indicator>
    </outage-feed>`,
  );
  const {window, document} = page;
  const frame = window.frameElement!;
  const spoken: string[] = [];
  let visibility = hidden ? 'hidden' : 'visible';
  Object.defineProperty(window.Document.prototype, 'visibilityState', {
    configurable: true,
    get: () => visibility,
  });
  Object.assign(window.Element.prototype, {ariaNotify: (text: string) => spoken.push(text)});
  prepare?.(window);
  const script = document.createElement('script');
  script.type = 'module';
  script.src = '/src/define.ts';
  const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
  document.head.append(script);
  await loaded;
  const provider = document.querySelector<OutageFeed>('outage-feed')!;
  const see = (state: string) => {
    visibility = state;
    document.dispatchEvent(new window.Event('visibilitychange'));
  };
  const state = () => provider.feed!.state;
  const tab = {
    ...page,
    spoken,
    provider,
    get complaints() {
      return page.complaints.filter((words) => !OWN_WORDS.test(words));
    },
    get state() {
      return state();
    },
    get rev() {
      return state().snapshot?.revision.rev;
    },
    /** What is read on it. */
    get text() {
      return read(provider);
    },
    says: (words: string) => until(() => read(provider).includes(words)),
    hide: () => see('hidden'),
    show: () => see('visible'),
    /** The browser tells the page something, and how. */
    tell(target: EventTarget, type: string, details: object = {}) {
      target.dispatchEvent(Object.assign(new window.Event(type), details));
    },
    close: () => frame.remove(),
  };
  afterwards(tab.close);
  return tab;
}

/** What all tabs of a feed share by name: lock, channel and cache. */
export const nameOf = (src: string) => `outage-widgets@2 ${new URL(src, location.href).href}`;
