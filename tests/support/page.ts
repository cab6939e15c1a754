// What the browser tests share: documents of a made-up status page, a feed that says them, and
// what a user makes of it.
import {openFeed} from '../../src/feed/feed.ts';
import {fakeFeed} from './feed-routes.mjs';

type Json = Record<string, unknown>;

const MINUTE = 60_000;

/** A moment, in minutes from now. */
export const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();

/** The clock as the elements show it: "10:05 AM UTC". */
export const clockTime = (minutes: number, locale = 'en') =>
  new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(Date.now() + minutes * MINUTE);

export const component = (name: string, status = 'operational', more: Json = {}) => ({
  id: name.toLowerCase(),
  name,
  status,
  ...more,
});

export const update = (id: string, body: string, minutes = -5, more: Json = {}) => ({
  id,
  status: 'identified',
  body,
  display_at: at(minutes),
  ...more,
});

/** A partial outage of Payments, seven minutes old, updated five minutes ago. */
export const incident = ({ext, ...more}: Json & {ext?: Json} = {}) => ({
  id: 'inc-1',
  name: 'Card payments fail',
  status: 'identified',
  impact: 'major',
  created_at: at(-7),
  updated_at: at(-5),
  components: [component('Payments', 'partial_outage')],
  incident_updates: [update('upd-1', 'Our card provider rejects requests.')],
  ext: {...ext},
  ...more,
});

/** Planned work on Search, from and until so many minutes from now. */
export const maintenance = (from: number, until: number | undefined, more: Json = {}) => ({
  id: 'work-1',
  name: 'Moving the search index',
  status: 'scheduled',
  impact: 'maintenance',
  created_at: at(-3000),
  scheduled_for: at(from),
  ...(until !== undefined && {scheduled_until: at(until)}),
  components: [component('Search')],
  incident_updates: [],
  ...more,
});

let rev = 0;

/** Documents of which no test says when they were made: a feed makes them as it says them. */
const timeless = new WeakSet<object>();

/** A whole document, newer than all before; well unless told otherwise. */
export const page = ({ext, ...more}: Json & {ext?: Json} = {}) => {
  const document = {
    page: {id: 'acme', name: 'Acme', url: 'https://status.acme.example', updated_at: at(0)},
    status: {indicator: 'none', description: 'All good'},
    components: [component('Payments'), component('Search'), component('API')],
    incidents: [] as unknown[],
    scheduled_maintenances: [] as unknown[],
    ...more,
    ext: {schema: '1', epoch: 'e1', rev: ++rev, generated_at: at(0), ...ext},
  };
  if (ext?.['generated_at'] === undefined) timeless.add(document);
  return document;
};

/** A page in trouble: Payments is partly out, with an incident that says so. */
export const troubled = (more: Json & {ext?: Json} = {}, ...incidents: unknown[]) =>
  page({
    status: {indicator: 'major', description: 'Partial outage'},
    components: [component('Payments', 'partial_outage'), component('Search'), component('API')],
    incidents: incidents.length > 0 ? incidents : [incident()],
    ...more,
  });

type Document = ReturnType<typeof page>;

/** A document as a stream says it. */
export function snapshot(document: {readonly ext: object}): string {
  const made = timeless.has(document) ? {generated_at: at(0)} : {};
  const said = {...document, ext: {...document.ext, ...made}};
  return `event: snapshot\ndata: ${JSON.stringify(said)}\n\n`;
}

let cleanups: (() => unknown)[] = [];

/** Done after the test, whatever became of it; the last one first. */
export const afterwards = (cleanup: () => unknown) => void cleanups.push(cleanup);

afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
  cleanups = [];
});

// Taken before a test replaces them.
const requestFrame = requestAnimationFrame;
const stopwatch = performance.now.bind(performance);
const deviceTime = Date.now.bind(Date);

const nextFrame = () => new Promise((resolve) => requestFrame(resolve));

// A page renders its feeds twice a second at most, and a test has no time to wait for that. So the
// page's clock runs ahead of the device: by a second for each message, and by a minute for each
// test.
let testMinutes = 0;
let messageSeconds = 0;
Date.now = () => deviceTime() + testMinutes * MINUTE + messageSeconds * 1_000;

/** Lets a second pass between two messages. */
const passSecond = () => void messageSeconds++;

afterEach(() => {
  testMinutes++;
  messageSeconds = 0;
});

/**
 * Ms to wait for something: less than the test runner allows a test, so that a test fails with
 * words.
 */
const PATIENCE = 8_000;

/**
 * Waits until something is true.
 * @param what - completes the sentence "Waited for 8 seconds, in vain, until …"
 */
export async function until(
  condition: () => unknown,
  what = String(condition).replace(/\s+/g, ' '),
): Promise<void> {
  const deadline = stopwatch() + PATIENCE;
  while (!(await condition())) {
    if (stopwatch() > deadline) {
      throw new Error(`Waited for ${PATIENCE / 1_000} seconds, in vain, until ${what}.`);
    }
    await nextFrame();
  }
}

/** Waits until everything that is to be rendered is. */
export async function rendered(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

/** A feed that streams a document, and says what a test wants it to say next. */
export async function feedOf(first: Document) {
  passSecond();
  const feed = await fakeFeed({chunks: [snapshot(first)], keepOpen: true});
  afterwards(() => feed.remove());
  const reader = openFeed({src: feed.url});
  /** The elements on the page have this document, or the given one. */
  const arrived = async (document = first) => {
    await until(() => reader.state.snapshot?.revision.rev === document.ext.rev);
    await rendered();
  };
  return {
    ...feed,
    reader,
    arrived,
    /** Says a document to all who listen, and waits until they have heard. */
    async say(document: Document) {
      passSecond();
      await feed.push(snapshot(document));
      await arrived(document);
    },
  };
}

/** A feed that answers as told, whatever that is. */
export async function answering(script: Parameters<typeof fakeFeed>[0]) {
  passSecond();
  const feed = await fakeFeed(script);
  afterwards(() => feed.remove());
  return {...feed, reader: openFeed({src: feed.url})};
}

/** Moves the clock, and with it everything that shows the time. Timers stay as they are. */
export async function travel(minutes: number): Promise<void> {
  for (const clock of [Date, performance]) {
    const now = clock.now.bind(clock);
    replace(clock, 'now', () => now() + minutes * MINUTE);
  }
  document.dispatchEvent(new Event('visibilitychange'));
  await rendered();
}

/**
 * Lets it be noon or a little later, at half a minute past: no minute and no day ends during a
 * test that compares times of the clock, and nothing of a few hours around is on another day or
 * beyond a change of clocks.
 */
export const travelToNoon = () =>
  travel((new Date().setHours(12, testMinutes, 30, 0) - Date.now()) / MINUTE);

/** Replaces a method or property for the rest of the test. */
export function replace<T extends object, K extends keyof T>(owner: T, key: K, value: T[K]): void {
  const before = Object.getOwnPropertyDescriptor(owner, key);
  Object.defineProperty(owner, key, {value, configurable: true, writable: true});
  afterwards(() => {
    if (before) Object.defineProperty(owner, key, before);
    else delete owner[key];
  });
}

/** What the developer is told on the console, from now on. */
export function warnings(): string[] {
  const said: string[] = [];
  replace(console, 'warn', (...words: unknown[]) => void said.push(words.join(' ')));
  return said;
}

/** White space as it is drawn. */
export const fold = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * What is drawn of a node and all below it, through shadow roots and slots. `all`: also what only
 * a screen reader meets.
 */
function gather(node: Node, all: boolean): string {
  // It may be a page of its own inside the test's page.
  const {Element, HTMLDetailsElement, HTMLSlotElement, Text} = node.ownerDocument!
    .defaultView as typeof globalThis & Window;
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return '';
  const style = getComputedStyle(node);
  if (style.display === 'none' || (!all && style.clipPath === 'inset(50%)')) return '';
  const assigned = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
  const closed = node instanceof HTMLDetailsElement && !node.open;
  const children = closed
    ? node.querySelectorAll(':scope > summary')
    : assigned.length > 0
      ? assigned
      : (node.shadowRoot ?? node).childNodes;
  const name = all && node.localName === 'button' ? node.getAttribute('aria-label') : null;
  const text = name ?? [...children].map((child) => gather(child, all)).join('');
  return style.display.startsWith('inline') ? text : ` ${text} `;
}

/** What is to be read on the screen. */
export const read = (node: Node) => fold(gather(node, false));

/** What a screen reader finds when it goes through it. */
export const heard = (node: Node) => fold(gather(node, true));

export const all = <E extends Element = HTMLElement>(element: Element, selector: string): E[] => [
  ...element.shadowRoot!.querySelectorAll<E>(selector),
];

export const one = <E extends Element = HTMLElement>(element: Element, selector: string): E => {
  const found = element.shadowRoot!.querySelector<E>(selector);
  if (!found) throw new Error(`No ${selector} in <${element.localName}>: "${read(element)}".`);
  return found;
};

export const part = (element: Element, name: string) => one(element, `[part="${name}"]`);

/** What can be pressed, by its name. */
export const button = (element: Element, name: string | RegExp): HTMLElement => {
  const buttons = all(element, 'button, summary');
  const found = buttons.find((one) =>
    typeof name === 'string' ? heard(one) === name : name.test(heard(one)),
  );
  if (!found) throw new Error(`No button "${name}" among "${buttons.map(heard).join('", "')}".`);
  return found;
};

/** As with the Enter key: what is pressed has the focus. */
export async function press(element: HTMLElement): Promise<void> {
  element.focus();
  element.click();
  await rendered();
}

/** Whether it says that it has opened something. */
export const isOpen = (toggle: HTMLElement) =>
  toggle.parentElement instanceof HTMLDetailsElement
    ? toggle.parentElement.open
    : toggle.ariaExpanded === 'true';

/** It takes no room, draws nothing, and is not in the accessibility tree. */
export const isAbsent = (element: HTMLElement) =>
  element.getClientRects().length === 0 && getComputedStyle(element).display === 'none';

/**
 * Whether it has the focus, also inside shadow roots. By comparison: a failed assertion about
 * nodes prints them all.
 */
export function hasFocus(element: Element): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === element;
}
