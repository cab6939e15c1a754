// What pages hold, as the browser itself counts it.
import type {World} from './world.ts';

/** Of the window and the document of each frame, by type. */
export async function listeners({session, realms}: World) {
  const found: string[] = [];
  for (const contextId of realms()) {
    for (const target of ['window', 'document']) {
      // In its own realm: those of another one are not told.
      const options = {expression: target, contextId, objectGroup: 'remains'};
      const {objectId} = (await session.send('Runtime.evaluate', options)).result;
      const {listeners} = await session.send('DOMDebugger.getEventListeners', {
        objectId: objectId!,
      });
      found.push(...listeners.map(({type}) => `${target} ${type}`));
    }
  }
  await session.send('Runtime.releaseObjectGroup', {objectGroup: 'remains'});
  return found.sort();
}

/** Held and asked for, of all tabs. */
export const countLocks = ({evaluate}: World) =>
  evaluate<number>(
    'navigator.locks.query().then(({held, pending}) => held.length + pending.length)',
  );

export async function memory({session}: World) {
  // Twice: what the first one finalizes holds on to other things.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const {usedSize: heap} = await session.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners: listeners} = await session.send('Memory.getDOMCounters');
  return {heap, nodes, listeners};
}
