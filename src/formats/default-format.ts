import {hund} from './vendors/hund.js';
import {createFormat} from './adapted-format.js';

/**
 * The formats of every build: the Statuspage family, our own protocol among it, and Hund, which
 * streams too.
 */
export const defaultFormat = createFormat([hund], '');
