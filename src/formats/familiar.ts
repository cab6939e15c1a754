import {hund} from './hund.js';
import {formatOf} from './read.js';

/** What every page can read: the Statuspage family, our own protocol among it, and Hund, the other one that streams. */
export const familiar = formatOf([hund], '');
