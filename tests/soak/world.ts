// Three tabs, two feeds and one clock. Time passes from one event to the next, and only while neither
// tabs nor network have anything left to do: the test knows every byte it sent and every byte the tabs
// have read.
import {launch, openPage} from '../support/browser.mjs';
import {pageClockScript} from '../support/fake-timers.mjs';
import {seededRandom} from '../support/random.mjs';
import {html, scriptTag, startSite} from '../support/site.mjs';
import {startFeedHost} from './feed-host.ts';
import {installActs} from './page-acts.ts';
import {installClock} from './page-clock.ts';
import type {Answer, Report} from './page-clock.ts';
import {installTab} from './page-tab.ts';

/** Real ms without any event after which something is stuck. */
const HANG = 15_000;
const START = Date.UTC(2026, 0, 5);

export const TABS = 3;

export type World = Awaited<ReturnType<typeof startWorld>>;

export async function startWorld(seed: number) {
  const random = seededRandom(seed);
  let slept = 0;
  let report: Report = {version: 0, attempts: []};
  let answer: Answer = {version: 0, awake: 0, tabs: [], streams: {}};
  let agenda: {at: number; call: () => unknown}[] = [];
  let wakeUp = () => {};
  const onChange = () => wakeUp();
  const now = () => START + answer.awake + slept;
  const after = (ms: number, call: () => unknown) =>
    void agenda.push({at: answer.awake + ms, call});
  const hosts = await Promise.all(
    // Two, because browsers open six connections to one host at most.
    [1, 2].map(() => startFeedHost({now, random, after, onChange})),
  );
  const [main, other] = hosts.map(({origin}) => `${origin}/feed`) as [string, string];
  const site = await startSite();
  const frames = Array.from({length: TABS}, (_, tab) => `<iframe src="/tab?${tab}"></iframe>`);
  site.pages.set('/', {body: html(frames.join(''))});
  const head = scriptTag(main, 'data-banner="off"');
  for (let tab = 0; tab < TABS; tab++)
    site.pages.set(`/tab?${tab}`, {body: html('<main></main>', {head})});

  const browser = await launch('chromium');
  const {page, complaints} = await openPage(browser);
  const session = await page.createCDPSession();
  session.on('Runtime.bindingCalled', ({name, payload}) => {
    if (name !== 'soakReport') return;
    report = JSON.parse(payload) as Report;
    onChange();
  });
  /** The execution context of each frame, by the frame's id. */
  const realms = new Map<string, number>();
  session.on('Runtime.executionContextCreated', ({context: {id, auxData}}) => {
    const {frameId, isDefault} = auxData as {frameId: string; isDefault: boolean};
    if (isDefault) realms.set(frameId, id);
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', {name: 'soakReport'});
  await page.evaluateOnNewDocument(pageClockScript);
  await page.evaluateOnNewDocument(installClock, START);
  await page.evaluateOnNewDocument(installTab, seed);
  await page.evaluateOnNewDocument(installActs, main, other);
  await page.goto(site.url, {waitUntil: 'load'});

  async function evaluate<T>(expression: string): Promise<T> {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value as T;
  }
  const take = async (expression: string) => {
    answer = await evaluate<Answer>(`soak.${expression}`);
  };

  const calls = () => hosts.flatMap((host) => [...host.calls]);
  /** True once everything sent was read, and everything asked has come. */
  function isSettled() {
    const {attempts} = report;
    if (attempts.some(({aborted}) => aborted)) return false;
    const all = calls();
    return (
      all.length === attempts.length &&
      all.every(({serial, sent, phase}) =>
        attempts.some(
          (attempt) => phase === 'open' && attempt.serial === serial && attempt.bytes === sent,
        ),
      )
    );
  }
  /** Resolves with the next event, of the tabs or of a server. */
  const event = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        const served = calls().map(({serial, phase, sent}) => ({serial, phase, sent}));
        reject(new Error(`stuck: ${JSON.stringify({report, served, answer})}`));
      }, HANG);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Lets time pass up to a moment, or less if the tabs and the network have to talk on the way. */
  async function settle(to: number) {
    for (;;) {
      while (!isSettled()) await event();
      const {version} = report;
      await take(`advance(${to}, ${version})`);
      while (report.version < answer.version) await event();
      if (report.version === version && isSettled()) return;
      to = answer.awake;
    }
  }

  return {
    hosts,
    random,
    page,
    session,
    realms: () => [...realms.values()],
    complaints,
    evaluate,
    after,
    awake: () => answer.awake,
    /** Awake or asleep, since the beginning. */
    elapsed: () => answer.awake + slept,
    /** All that the tabs hold after the last event. */
    answer: () => answer,
    calls,
    /** @param look is called whenever nothing is under way. */
    async pass(ms: number, look: () => void = () => {}) {
      const end = answer.awake + ms;
      do {
        await settle(Math.min(end, ...agenda.map(({at}) => at)));
        look();
        const due = agenda.filter(({at}) => at <= answer.awake);
        agenda = agenda.filter(({at}) => at > answer.awake);
        for (const {call} of due) await call();
      } while (answer.awake < end);
      await settle(end);
      look();
    },
    async sleep(ms: number) {
      // A clock counts whole milliseconds.
      const whole = Math.round(ms);
      slept += whole;
      await take(`sleep(${whole})`);
    },
    act: (tab: number, name: string, ...args: unknown[]) =>
      take(`act(${[tab, name, ...args].map((value) => JSON.stringify(value)).join()})`),
    async stop() {
      await browser.close();
      await site.stop();
      await Promise.all(hosts.map((host) => host.stop()));
    },
  };
}
