// @ts-check
// How long a page's main thread works, by Chromium's own trace. The metric `ScriptDuration` would
// be simpler, but it leaves out microtasks, in which Lit renders and streams are read.

/** Scopes in which V8 runs, compiles or collects. One that lies within another counts once. */
const SCRIPT =
  /^(EvaluateScript|FunctionCall|TimerFire|RunMicrotasks|MinorGC|MajorGC|v8\.(run|compile|compileModule|evaluateModule|callFunction|callAsConstructor|newInstance|produceCache))$/;
const RENDERING = /^(UpdateLayoutTree|Layout)$/;

/** Names the page's thread in the trace, and the end of the measurement. */
const MARK = 'measured';

/**
 * @typedef {object} Work processor time of the main thread, which others on the machine do not add
 *   to
 * @property {number} scriptMs script, its compilation and its garbage collection
 * @property {number} renderingMs style and layout, as far as no script asked for it
 */

/**
 * @param {import('puppeteer-core').Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Work>} what the page does meanwhile
 */
export async function measureMainThread(page, act) {
  await page.tracing.start({
    categories: ['devtools.timeline', 'v8', 'v8.execute', 'blink.user_timing'],
  });
  await act();
  await page.evaluate((name) => void performance.mark(name), MARK);
  const trace = new TextDecoder().decode(await page.tracing.stop());
  /** @type {TraceEvent[]} */
  const events = JSON.parse(trace).traceEvents;
  const end = events.find(({name, cat}) => name === MARK && cat === 'blink.user_timing');
  if (!end) throw new Error('The trace does not name the thread of the page.');
  const own = events.filter(({pid, tid}) => pid === end.pid && tid === end.tid);
  const outermost = withoutNested(
    own.filter(({name}) => SCRIPT.test(name) || RENDERING.test(name)),
  );
  const sum = (/** @type {RegExp} */ names) =>
    outermost
      .filter(({name}) => names.test(name))
      .reduce((total, {tdur = 0}) => total + tdur / 1000, 0);
  return {scriptMs: sum(SCRIPT), renderingMs: sum(RENDERING)};
}

/**
 * @typedef {object} TraceEvent all times in microseconds
 * @property {string} name
 * @property {string} cat
 * @property {string} ph `X` for a scope
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts its beginning
 * @property {number} [dur]
 * @property {number} [tdur] the processor time of its thread
 */

/** @param {readonly TraceEvent[]} events of one thread */
function withoutNested(events) {
  const scopes = events.filter(({ph}) => ph === 'X');
  scopes.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = -Infinity;
  return scopes.filter(({ts, dur = 0}) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}
