// What pages hold, as the browser itself counts it.
import {TABS} from './world.ts';
import type {World} from './world.ts';

/** Of windows and documents, per tab. */
export async function listeners({session}: World) {
  const all = [];
  for (let tab = 0; tab < TABS; tab++) {
    const types: Record<string, string[]> = {};
    for (const target of ['window', 'document']) {
      const {result} = await session.send('Runtime.evaluate', {
        expression: `frames[${tab}].${target}`,
        objectGroup: 'remains',
      });
      const found = await session.send('DOMDebugger.getEventListeners', {
        objectId: result.objectId!,
      });
      types[target] = found.listeners.map(({type}) => type).sort();
    }
    all.push(types);
  }
  await session.send('Runtime.releaseObjectGroup', {objectGroup: 'remains'});
  return all;
}

/** Held and asked for, of all tabs. */
export const locks = ({evaluate}: World) =>
  evaluate<number>(
    'navigator.locks.query().then(({held, pending}) => held.length + pending.length)',
  );

export async function memory({session}: World) {
  // Twice: what the first one finalizes holds on to other things.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const {usedSize: heap} = await session.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners} = await session.send('Memory.getDOMCounters');
  return {heap, nodes, jsEventListeners};
}
