// Runs in each tab. It does what people, their browsers and the page's own scripts do to a tab.
// Self-contained: it travels to the page as text.
import type {Soak} from './page-clock.ts';

export function installActs(main: string, other: string) {
  if (window === top || location.protocol === 'about:') return;
  const soak: Soak = (parent as any).soak;
  const realm = globalThis as any;
  let visible = true;
  let online = true;
  const define = (owner: object, name: string, get: () => unknown) =>
    Object.defineProperty(owner, name, {configurable: true, get});
  // Our source reads the prototype, because elements of a page may hide the document's properties.
  define(Document.prototype, 'visibilityState', () => (visible ? 'visible' : 'hidden'));
  define(Document.prototype, 'hidden', () => !visible);
  define(navigator, 'onLine', () => online);

  const KINDS: [tag: string, attributes: Record<string, string>, child?: string][] = [
    ['outage-banner', {}],
    ['outage-notice', {component: 'payments'}],
    ['outage-indicator', {}],
    ['outage-indicator', {component: 'invoices'}],
    ['outage-feed', {src: main}, 'outage-notice'],
    ['outage-banner', {src: main}],
    ['outage-feed', {src: other}, 'outage-indicator'],
    ['outage-banner', {src: other}],
  ];
  const make = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const tops = () => [...document.body.children, ...document.querySelectorAll('main > *')];
  const ours = () => tops().filter(({localName}) => localName.startsWith('outage-'));
  const pick = <T>(list: readonly T[], luck: number) => list[Math.floor(luck * list.length)];
  const feeds = () =>
    [...document.querySelectorAll('outage-feed')].flatMap((element) => (element as any).feed ?? []);
  const subscriptions: (() => void)[] = [];

  const see = (value: boolean) => {
    visible = value;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const number = Number(location.search.slice(1));
  const goOn = () => {
    tab.paused = false;
    soak.runMissed(number);
  };
  const tab = {
    paused: false,
    acts: {
      show: () => see(true),
      hide: () => see(false),
      /** Keeps the page for the back button. */
      keep() {
        window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
        see(false);
        tab.paused = true;
      },
      comeBack() {
        goOn();
        see(true);
        window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
      },
      freeze() {
        document.dispatchEvent(new Event('freeze'));
        tab.paused = true;
      },
      resume() {
        goOn();
        document.dispatchEvent(new Event('resume'));
      },
      reach(value: boolean) {
        online = value;
        if (!tab.paused) window.dispatchEvent(new Event(value ? 'online' : 'offline'));
      },
      add(luck: number) {
        // Bounded: this is about what is left of them, not about crowds.
        if (ours().length >= 6) ours()[0]!.remove();
        const [tag, attributes, child] = pick(KINDS, luck)!;
        const element = make(tag, attributes);
        if (child) element.append(make(child, {component: 'payments'}));
        document.querySelector('main')!.append(element);
      },
      remove: (luck: number) => pick(ours(), luck)?.remove(),
      move(luck: number) {
        const element = pick(ours(), luck);
        const places = [document.body, document.querySelector('main')!];
        element?.remove();
        if (element) pick(places, (luck * 7) % 1)!.append(element);
      },
      refresh(luck: number) {
        realm.asking = true;
        pick(feeds(), luck)?.refresh();
        realm.asking = false;
      },
      subscribe(luck: number) {
        const feed = pick(feeds(), luck);
        if (feed && subscriptions.length < 4) subscriptions.push(feed.subscribe(() => {}));
      },
      unsubscribe: () => subscriptions.shift()?.(),
      dismiss() {
        for (const banner of document.querySelectorAll('outage-banner'))
          banner.shadowRoot?.querySelector('button')?.click();
      },
      clear() {
        for (const feed of feeds()) feed.close();
        for (const element of ours()) element.remove();
        for (const unsubscribe of subscriptions.splice(0)) unsubscribe();
      },
    },
  };
  soak.tabs[number] = tab;
}
