import {isLate, noteEnds} from './late-post.js';
import type {Polling} from './polling.js';
import type {Publisher} from './publisher.js';
import type {SourceState} from './source-state.js';
import type {WebhookMessage} from './webhooks.js';

/** Publishes what a page posted; undefined if it is none of ours. */
export type ReceiveWebhook = (message: WebhookMessage) => Promise<void> | undefined;

/**
 * @param states of the pages that are repeated.
 * @param clock milliseconds since 1970.
 */
export function createReceiveWebhook(
  states: readonly SourceState[],
  {publishOne}: Publisher,
  {prompt}: Polling,
  clock: () => number,
): ReceiveWebhook {
  async function accept(state: SourceState, message: WebhookMessage): Promise<void> {
    const {snapshot} = message;
    if (isLate(snapshot, state.ends)) return;
    noteEnds(snapshot, state.ends);
    const onlyPosts = state.source.url === '';
    await publishOne(state, message, onlyPosts ? clock() : undefined);
    // The message tells of one thing; the document tells of all.
    if (!onlyPosts) prompt(state);
  }

  return (message) => {
    const [only, ...others] = states;
    const state =
      states.find(({pageId}) => pageId !== undefined && pageId === message.pageId) ??
      (others.length === 0 && only?.pageId === undefined ? only : undefined);
    return state && accept(state, message);
  };
}
