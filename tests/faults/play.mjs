// @ts-check
// Plays a schedule against a page until enough faults were met, and says what did not hold.
import {publish, streamOf} from './feed.mjs';
import {schedule} from './schedule.mjs';
import {ANSWERS, INTERRUPTIONS} from './weather.mjs';
import {startWorld} from './world.mjs';

/** @typedef {import('./world.mjs').World} World */
/** @typedef {import('./schedule.mjs').Step} Step */

const MINUTE = 60_000;
/** After the last fault a page has recovered: the longest wait a host may ask for, twice, for its spread. */
const RECOVERY = 25 * MINUTE;
/** Bytes by which the heap may grow over hundreds of faults: what engines keep of code and strings. */
const HEAP_GROWTH = 1_500_000;
/** Faults after which everything that is made once has been made. */
const WARM = 100;

/**
 * @param {object} options
 * @param {number} options.seed
 * @param {number} options.faults
 * @param {boolean} [options.goOn] past what is broken
 * @param {string} [options.script] the library, if not as it is built
 * @param {(line: string) => void} [options.note]
 */
export async function play({seed, faults, goOn = false, script, note = () => {}}) {
  const world = await startWorld({seed, script, note});
  try {
    let met = 0;
    let heap = 0;
    let steps = 0;
    const next = schedule(seed);
    const meet = () => void met++;
    await world.pass(5_000);
    while (met < faults && (goOn || world.broken.length === 0)) {
      const step = next.next().value;
      steps++;
      note(
        `${steps}. ${Math.round(world.awake() / 1000)} s, ${met} faults: ${JSON.stringify(step)}`,
      );
      // What met nothing needs no time to work.
      const missed = step.kind === 'interrupt' && !world.calls().some(streamOf);
      await take(world, step, meet);
      if (!missed) await world.pass(step.pass);
      if (heap === 0 && met >= WARM) heap = await world.heap();
    }
    const growth = heap > 0 ? (await world.heap()) - heap : 0;
    const complaints = [...world.broken, ...(await world.complaints())];
    if (growth > HEAP_GROWTH) complaints.push(`the heap grew by ${growth} bytes`);
    return {met, steps, hours: world.awake() / 3_600_000, growth, complaints};
  } finally {
    await world.stop();
  }
}

/** @param {World} world @param {Step} step @param {() => void} meet */
async function take(world, step, meet) {
  const {kind, fault = '', ms = 0, whole = false, host, times = 1, cut} = step;
  const states = host === undefined ? world.states() : world.states().slice(host, host + 1);
  const streams = world.calls().filter(streamOf);
  const end = () => {
    if (cut) for (const call of streams) call.end();
  };
  switch (kind) {
    case 'publish':
      return publish(world, world.publisher.develop(), whole);
    case 'heal':
      return publish(world, world.publisher.heal(), whole);
    case 'restored':
      meet();
      world.publisher.restore();
      return publish(world, [], true);
    case 'interrupt': {
      const [call] = streams;
      if (!call) return;
      meet();
      return INTERRUPTIONS[fault]?.(world, call);
    }
    case 'answer': {
      let first = true;
      for (const state of states) {
        const answer = /** @type {import('./weather.mjs').Fault} */ (ANSWERS[fault]);
        state.weather = {answer, left: times, met: () => first && (meet(), (first = false))};
      }
      return end();
    }
    case 'down': {
      meet();
      for (const state of states) {
        state.weather = {answer: (_world, call) => call.reset(), left: Infinity, met() {}};
      }
      for (const call of world.calls()) if (states.includes(world.hostOf(call))) call.reset();
      await world.pass(ms);
      for (const state of states) delete state.weather;
      return;
    }
    case 'disagreement': {
      meet();
      const state = states[Math.floor(world.random() * states.length)];
      const document = world.publisher.old() ?? world.publisher.document();
      const epoch = whole ? document.ext.epoch : 'of-a-mirror';
      if (state) state.pinned = {...document, ext: {...document.ext, epoch}};
      return end();
    }
    case 'wrong date': {
      meet();
      for (const state of states) state.dateError = Math.abs(ms) < MINUTE ? undefined : ms;
      return end();
    }
    case 'skew':
      meet();
      return world.setClock(ms);
    case 'sleep':
      meet();
      // Routers forget who slept: the connection stays, and nothing comes any more.
      for (const call of streams) {
        const stream = streamOf(call);
        if (cut && stream) stream.mode = 'silent';
      }
      return world.sleep(ms);
    case 'offline':
    case 'hidden': {
      meet();
      const name = kind === 'offline' ? 'online' : 'visible';
      await world.become({[name]: false});
      await world.pass(ms);
      return world.become({[name]: true});
    }
    case 'calm':
      return calm(world);
    default:
      throw new Error(`There is no step ${kind}.`);
  }
}

/** All is lifted: the page finds back to the truth by itself. @param {World} world */
async function calm(world) {
  for (const state of world.states()) {
    delete state.weather;
    delete state.pinned;
    state.dateError = 0;
  }
  const isBack = () => world.oracle.isCurrent(world.publisher.ext(), world.wall());
  const deadline = world.awake() + RECOVERY;
  while (!isBack()) {
    if (world.awake() >= deadline) {
      world.broken.push(`not recovered ${RECOVERY / MINUTE} minutes after the last fault`);
      return;
    }
    await world.pass(30_000);
  }
  await world.pass(30_000);
}
