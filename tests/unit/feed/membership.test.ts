// One tab's part in reading a feed, where the browser hands out the lock a moment later.
import {afterEach, expect, test, vi} from 'vitest';
import {createMembership} from '../../../src/feed/membership.js';
import {createRecorder} from '../../../src/feed/recorder.js';
import {statuspage} from '../../../src/formats/statuspage/statuspage.js';
import {FeedError} from '../../../src/model/errors.js';
import {initialState} from '../../../src/store/reduce.js';
import {createStore} from '../../../src/store/store.js';
import {ManualClock, settle} from '../../support/clock.js';
import {scriptedSource} from '../../support/scripted-source.js';

const SECOND = 1_000;

afterEach(() => vi.unstubAllGlobals());

/** A page that is visible, and a lock that nobody else holds. */
function stubPage() {
  class FakeDocument {
    get visibilityState() {
      return 'visible';
    }
  }
  vi.stubGlobal('Document', FakeDocument);
  vi.stubGlobal('document', new FakeDocument());
  const locks = {
    request: async (_name: string, _options: object, hold: () => unknown) => {
      await settle();
      await hold();
    },
    query: async () => ({held: []}),
  };
  vi.stubGlobal('navigator', {locks});
}

function createTab() {
  const clock = new ManualClock();
  const script = scriptedSource();
  const store = createStore(initialState, console.error);
  const recorder = createRecorder(statuspage, store, () => clock.now());
  const network = {
    urls: ['https://feed.example/feed'],
    source: script.source,
    clock,
    random: () => 0.5,
  };
  const membership = createMembership('a feed of this test', network, {store, recorder});
  return {clock, script, membership};
}

test('a page that is back is answered within a second, though its return shows by several signs', async () => {
  stubPage();
  const {clock, script, membership} = createTab();
  membership.join();
  await settle();
  await settle();
  script.last.fail(new FeedError('network'));
  await clock.advance(8 * SECOND);
  script.last.fail(new FeedError('network'));
  await settle();
  membership.leave();
  // The next attempt is planned twenty seconds after the second failure.
  await clock.advance(6 * SECOND);
  expect(script.calls).toHaveLength(2);
  // `pageshow`, `visibilitychange` and `resume` come one after the other.
  for (let sign = 0; sign < 3; sign++) membership.resume();
  await settle();
  await settle();
  await clock.advance(SECOND);
  expect(script.calls).toHaveLength(3);
  membership.leave();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
});
