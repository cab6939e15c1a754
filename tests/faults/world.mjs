// @ts-check
// The page, the hosts and one clock for both. Time passes from one event to the next, and only while neither the page
// nor the network has anything left to do: the harness knows every byte it sent and every byte the page has read.
import {answerWell, sendElsewhere} from './feed.mjs';
import {createEnvelope} from './envelope.mjs';
import {connections, isAbandoned} from './invariants.mjs';
import {createOracle} from './oracle.mjs';
import {startHost} from './origin.mjs';
import {openFaultPage} from './page.mjs';
import {COMPONENTS, createPublisher} from './publisher.mjs';
import {seededRandom} from '../support/random.mjs';

/** @typedef {Awaited<ReturnType<typeof startWorld>>} World */
/** @typedef {import('./origin.mjs').Call} Call */

/**
 * @typedef {object} HostState
 * @property {'stream' | 'cdn'} kind
 * @property {number | undefined} dateError of its Date header; undefined: it has none
 * @property {any} [pinned] what it says instead of the truth
 * @property {any} [copied] what a cache holds
 * @property {{answer: (world: any, call: Call) => void | Promise<void>, left: number, met: () => void}} [weather]
 */

/** @param {import('./page.mjs').Visit} visit */
function describe({id, url, accept, at, end, endAt = 0, status, serial, bytes}) {
  const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
  return end
    ? `  ${seconds(endAt)}: #${id} ${end}: ${status} (call ${serial}), ${bytes} bytes`
    : `  ${seconds(at)}: #${id} ${url} ${accept.slice(0, 17)}`;
}

/** Real ms without any event after which something is stuck. */
const HANG = 30_000;

/** @param {{seed: number, script?: string | undefined, note?: (line: string) => void}} options */
export async function startWorld({seed, script, note = () => {}}) {
  const random = seededRandom(seed + 1_000);
  const start = Date.UTC(2026, 0, 5, 12);
  const maxStale = [120_000, 300_000, 600_000][seed % 3] ?? 300_000;
  /** What a laptop slept; what its clock is wrong by. */
  let slept = 0;
  let skew = 0;
  let awake = 0;
  /** @type {import('./invariants.mjs').Screen} */
  let screen = [];
  let visible = true;
  let online = true;
  /** @type {string[]} */
  const broken = [];

  let wakeUp = () => {};
  const onChange = () => wakeUp();
  /** @type {Call[]} */
  const unanswered = [];
  const onCall = (/** @type {Call} */ call) => void unanswered.push(call);
  const hosts = await Promise.all(
    ['primary', 'mirror', 'cdn'].map((name) => startHost(name, {onCall, onChange})),
  );
  /** @type {Map<unknown, HostState>} */
  const states = new Map(
    hosts.map((host) => [host, {kind: host.name === 'cdn' ? 'cdn' : 'stream', dateError: 0}]),
  );
  const now = () => start + awake + slept;
  /** Ports change from run to run. */
  const nameOf = (/** @type {string} */ url) =>
    hosts.reduce((text, {origin, name}) => text.replace(origin, name), url);
  const oracle = createOracle();
  const wall = () => now() + skew;
  const home = hosts[0]?.origin ?? '';
  const envelope = createEnvelope({now, wall, maxStale, home, nameOf});
  /** @type {Set<number>} visits that have ended */
  const over = new Set();
  const publisher = createPublisher({now, random, maxStaleSeconds: maxStale / 1000});
  const page = await openFaultPage({
    urls: hosts.map(({origin}) => `${origin}/feed`),
    components: COMPONENTS,
    start,
    seed: seed + 2_000,
    script,
    onChange,
    onVisit(visit) {
      // A stream may end in the same report, later than a look at the document beside it begins.
      // That look may be answered with a stream as well, which outlives the one it stood beside.
      const streaming = page
        ?.report()
        .visits.some(
          ({id, accept, open, type}) =>
            !over.has(id) &&
            !envelope.isBeside(id) &&
            open &&
            /event-stream/.test(`${accept} ${type}`),
        );
      if (visit.end) {
        over.add(visit.id);
        envelope.end(visit);
      } else envelope.begin(visit, streaming);
      note(describe({...visit, url: nameOf(visit.url)}));
    },
  });

  /** @type {{at: number, run: () => unknown}[]} in awake ms */
  const agenda = [];

  /** True once everything sent was read, and everything asked has come. */
  function isSettled() {
    const {visits, locks} = page.report();
    if (locks > 0 || visits.some(({aborted}) => aborted)) return false;
    const given = visits.filter(isAbandoned).map(({serial}) => serial);
    const calls = world.calls().filter(({serial}) => !given.includes(serial));
    const held = calls.filter(({phase}) => phase === 'held').length;
    const open = visits.filter((visit) => visit.open && !isAbandoned(visit));
    if (visits.filter(({open}) => !open).length !== held || calls.length - held !== open.length)
      return false;
    return calls.every(
      ({phase, serial, sent}) =>
        phase === 'held' ||
        (phase === 'open' && open.some((visit) => visit.serial === serial && visit.bytes === sent)),
    );
  }

  /** @param {import('./page.mjs').Answer} answer */
  const take = (answer) => {
    awake = answer.awake;
    screen = answer.screen ?? screen;
  };

  /** Resolves with the next event, of the page or of a host. */
  const event = () =>
    new Promise((/** @type {(value?: any) => void} */ resolve, reject) => {
      const timer = setTimeout(() => {
        const calls = world.calls().map(({serial, phase, sent}) => ({serial, phase, sent}));
        reject(new Error(`stuck: ${JSON.stringify({...page.report(), calls})}`));
      }, HANG);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  let settledAt = -1;
  async function settle(to = awake) {
    if (to === awake && page.report().version === settledAt && isSettled()) return;
    for (;;) {
      while (!isSettled()) await event();
      const {version} = page.report();
      const answer = await page.advance(to);
      take(answer);
      while (page.report().version < answer.version) await event();
      if (page.report().version === version) {
        settledAt = version;
        return;
      }
      // Something happened on the way: time stopped there.
      to = awake;
    }
  }

  async function answerAll() {
    for (;;) {
      await settle();
      const call = unanswered.shift();
      if (!call) return;
      if (!call.host.calls.has(call)) continue;
      const state = world.hostOf(call);
      const {weather} = state;
      if (!online) {
        call.reset();
      } else if (call.path !== '/feed') {
        sendElsewhere(world, call);
      } else if (weather) {
        weather.met();
        if (--weather.left === 0) delete state.weather;
        await weather.answer(world, call);
      } else await answerWell(world, call);
    }
  }

  function check() {
    const {visits} = page.report();
    if (!visible || !online) envelope.excuse(awake);
    const complaints = [...connections(visits), ...envelope.check(visits, awake)];
    if (visible) complaints.push(...oracle.look(screen, world.wall(), awake));
    else oracle.rest();
    for (const complaint of complaints) {
      if (broken.includes(complaint)) continue;
      broken.push(complaint);
      note(`! ${complaint}; ${oracle.describe(world.wall())}`);
    }
  }

  const world = {
    hosts,
    note,
    random,
    maxStale,
    oracle,
    envelope,
    publisher,
    /** True time, which servers have. */
    now,
    /** The reader's clock. */
    wall,
    awake: () => awake,
    screen: () => screen,
    broken,
    calls: () => hosts.flatMap((host) => [...host.calls]),
    hostOf: (/** @type {{host: unknown}} */ {host}) => /** @type {HostState} */ (states.get(host)),
    states: () => [...states.values()],
    /** A document as a cache in front of the host has it: made anew each minute. @param {Call} call */
    copy(call) {
      const state = world.hostOf(call);
      const {copied} = state;
      const {epoch, rev} = publisher.ext();
      const same = copied?.ext.epoch === epoch && copied.ext.rev === rev;
      if (same && now() - Date.parse(copied.ext.generated_at) < 60_000) return copied;
      return (state.copied = publisher.document());
    },
    /** @param {number} ms from now @param {() => unknown} run */
    at: (ms, run) => void agenda.push({at: awake + ms, run}),
    settle,
    /** @param {number} ms */
    async pass(ms) {
      const end = awake + ms;
      await answerAll();
      while (awake < end) {
        await settle(Math.min(end, ...agenda.map(({at}) => at)));
        await answerAll();
        agenda.sort((a, b) => a.at - b.at);
        while ((agenda[0]?.at ?? Infinity) <= awake) {
          await agenda.shift()?.run();
          await answerAll();
        }
        check();
      }
      check();
    },
    /** The laptop sleeps: no timer runs. @param {number} ms */
    async sleep(ms) {
      slept += ms;
      envelope.sleep(awake);
      take(await page.jump(ms));
      await answerAll();
    },
    /** Somebody sets the reader's clock. @param {number} ms */
    async setClock(ms) {
      skew += ms;
      envelope.leap(ms, awake);
      take(await page.jump(ms));
      await answerAll();
    },
    /** @param {{visible?: boolean, online?: boolean}} change */
    async become(change) {
      ({visible = visible, online = online} = change);
      if (change.visible !== undefined) envelope.look(visible, awake);
      if (change.visible || change.online) envelope.wake(awake);
      if (change.online === false) for (const call of world.calls()) call.reset();
      await settle();
      take(await page.become(change));
      await answerAll();
    },
    isReachable: () => online && visible,
    complaints: page.complaints,
    heap: page.heap,
    async stop() {
      await page.stop();
      await Promise.all(hosts.map((host) => host.stop()));
    },
  };
  return world;
}
