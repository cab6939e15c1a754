// @ts-check
// What happens, and when: all of it follows from the seed.
import {seededRandom} from '../support/random.mjs';
import {ANSWERS, INTERRUPTIONS} from './weather.mjs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * @typedef {object} Step
 * @property {string} kind
 * @property {string} [fault]
 * @property {number | undefined} [host] which one; all of them if absent
 * @property {number} [times] answers it spoils
 * @property {boolean} [cut] the stream ends with it, so that it is met at once
 * @property {number} [ms]
 * @property {boolean} [whole]
 * @property {number} pass ms afterwards
 */

/** Faults that are no answer and no interruption, and how often in a hundred. */
const OTHERS = {
  skew: 7,
  'wrong date': 4,
  sleep: 6,
  offline: 4,
  hidden: 5,
  down: 5,
  disagreement: 6,
  restored: 2,
};

/** An endless schedule. @param {number} seed @returns {Generator<Step, never>} */
export function* schedule(seed) {
  const random = seededRandom(seed);
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];
  const between = (/** @type {number} */ from, /** @type {number} */ to) =>
    Math.round(from + random() * (to - from));
  const host = () => (random() < 0.5 ? undefined : between(0, 2));
  /** Mostly short, sometimes long enough for green to expire or a refusal to end. */
  const pause = () => {
    const luck = random();
    if (luck < 0.55) return between(0, 30 * SECOND);
    if (luck < 0.93) return between(20 * SECOND, 3 * MINUTE);
    return luck < 0.995 ? between(3 * MINUTE, 12 * MINUTE) : between(20 * MINUTE, 75 * MINUTE);
  };
  const answers = Object.keys(ANSWERS);
  const interruptions = Object.keys(INTERRUPTIONS);
  const others = Object.entries(OTHERS).flatMap(([kind, weight]) => Array(weight).fill(kind));

  /** @returns {Step} */
  const other = () => {
    const kind = pick(others);
    const sign = random() < 0.5 ? -1 : 1;
    const pass = pause();
    switch (kind) {
      case 'skew':
      case 'wrong date':
        return {
          kind,
          ms: sign * pick([2 * SECOND, 50 * SECOND, 10 * MINUTE, 26 * 60 * MINUTE]),
          pass,
        };
      case 'sleep':
        return {
          kind,
          ms: pick([20 * SECOND, 2 * MINUTE, 20 * MINUTE, 480 * MINUTE]),
          cut: random() < 0.5,
          pass,
        };
      default:
        return {
          kind,
          host: host(),
          ms: pick(random() < 0.9 ? [5 * SECOND, 50 * SECOND, 2 * MINUTE] : [15 * MINUTE]),
          whole: random() < 0.5,
          pass,
        };
    }
  };

  for (let count = 1; ; count++) {
    if (count % 60 === 0) yield {kind: 'calm', whole: random() < 0.5, pass: 0};
    if (random() < 0.35)
      yield {kind: 'publish', whole: random() < 0.4, pass: between(0, 5 * SECOND)};
    if (random() < 0.03) yield {kind: 'heal', whole: random() < 0.5, pass: 0};
    const luck = random();
    if (luck < 0.4) yield {kind: 'interrupt', fault: pick(interruptions), pass: pause()};
    else if (luck < 0.8) {
      const times = pick([1, 1, 2, 3, 5]);
      yield {
        kind: 'answer',
        fault: pick(answers),
        host: host(),
        times,
        cut: random() < 0.9,
        pass: pause(),
      };
    } else yield other();
  }
}
