import {toObject, toObjects} from '../../parsing/parse.js';
import type {Adapter} from '../adapter.js';

/**
 * The envelope of Centrifugo's unidirectional stream, `/connection/uni_sse`, of one channel: each publication is a whole
 * document. Its events have neither names nor ids, so every visit begins with what the channel keeps.
 *
 * Read by name only: unnamed events of another stream may be anything, and what nobody knows is to be ignored.
 */
export const centrifugo: Adapter = {
  name: 'centrifugo',
  // It has none of its own: those of the feed's other addresses are read as they are.
  matches: () => false,
  translate: toObject,
  events: {has: (name) => name === 'message'},
  translateEvent(_name, value) {
    const frame = toObject(value);
    const {connect, pub, unsubscribe, disconnect} = toObject(frame['push'] ?? frame);
    if (unsubscribe || disconnect) return ['bye', {}];
    const kept = Object.values(toObject(toObject(connect)['subs'])).flatMap((channel) =>
      toObjects(toObject(channel)['publications']),
    );
    // Oldest first. A ping, or a word on who joined, has none.
    const newest = pub ?? kept.at(-1);
    return newest ? ['snapshot', toObject(newest)['data']] : undefined;
  },
};
