import type {Snapshot} from 'outage-widgets/core.js';
import {isLatePost, rememberEnds} from './late-post.js';
import type {Polling} from './polling.js';
import type {Publisher} from './publisher.js';
import type {SourceState} from './source-state.js';
import type {WebhookMessage} from './webhooks.js';

/** Publishes what a page has posted; undefined if the page is none of our sources. */
export type ReceiveWebhook = (message: WebhookMessage) => Promise<void> | undefined;

/**
 * @param states the states of the pages that are repeated.
 * @param clock milliseconds since 1970.
 */
export function createReceiveWebhook(
  states: readonly SourceState[],
  {publishOne}: Publisher,
  {pollSoon}: Polling,
  clock: () => number,
): ReceiveWebhook {
  async function accept(state: SourceState, message: WebhookMessage): Promise<void> {
    const {snapshot} = message;
    if (isLatePost(snapshot, state.endTimes)) return;
    rememberEnds(snapshot, state.endTimes);
    // A poll that ends from here on may have read an older copy.
    state.lastPost = {at: clock(), updatedAt: newestTime(snapshot)};
    const onlyPosts = state.source.url === '';
    await publishOne(state, message, onlyPosts ? clock() : undefined);
    // The message tells about one event. The document tells about all.
    if (!onlyPosts) pollSoon(state);
  }

  return (message) => {
    const [only, ...others] = states;
    const state =
      states.find(({pageId}) => pageId !== undefined && pageId === message.pageId) ??
      (others.length === 0 && only?.pageId === undefined ? only : undefined);
    return state && accept(state, message);
  };
}

function newestTime({incidents, maintenances}: Snapshot): number | undefined {
  const times = [...incidents, ...maintenances].map(({updatedAt = 0}) => updatedAt);
  return Math.max(0, ...times) || undefined;
}
