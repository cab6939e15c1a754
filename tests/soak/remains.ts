// Counts what pages hold, by the browser's own figures.
import type {World} from './world.ts';

/** Lists the listeners of the window and the document of each frame, by type. */
export async function listeners({session, realms}: World) {
  const found: string[] = [];
  for (const contextId of realms()) {
    for (const target of ['window', 'document']) {
      // Asked in its own realm, since the browser does not list those of another one.
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

/** Counts the locks that all tabs hold or wait for. */
export const countLocks = ({evaluate}: World) =>
  evaluate<number>(
    'navigator.locks.query().then(({held, pending}) => held.length + pending.length)',
  );

export async function memory({session}: World) {
  // It takes two: objects that the first one finalizes hold on to others.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const {usedSize: heap} = await session.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners: listeners} = await session.send('Memory.getDOMCounters');
  return {heap, nodes, listeners};
}
