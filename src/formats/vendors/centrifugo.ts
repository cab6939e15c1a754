import {toObject, toObjects} from '../../parsing/parse.js';
import type {Adapter} from '../adapter.js';

/**
 * The envelope of Centrifugo's unidirectional stream of one channel, `/connection/uni_sse`. Each
 * publication is a whole document. Its events have neither names nor ids, so every connection
 * begins with the publications that the channel keeps.
 *
 * This format is chosen by name only. The unnamed events of another stream may be anything and are
 * ignored.
 */
export const centrifugo: Adapter = {
  name: 'centrifugo',
  // Centrifugo has no documents. Those at the other addresses of the feed are read as they are.
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
    // Publications come oldest first. A ping has none, nor has a message about who joined.
    const newest = pub ?? kept.at(-1);
    return newest ? ['snapshot', toObject(newest)['data']] : undefined;
  },
};
