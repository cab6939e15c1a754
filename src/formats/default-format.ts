import {hund} from './vendors/hund.js';
import {createFormat} from './adapted-format.js';

/** What every page can read: the Statuspage family, our own protocol among it, and Hund, the other one that streams. */
export const defaultFormat = createFormat([hund], '');
