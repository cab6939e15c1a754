import {hund} from './vendors/hund.js';
import {statuspage} from './statuspage/statuspage.js';
import {withAdapters} from './with-adapters.js';

/**
 * The formats of every build: the Statuspage family, our own protocol among it, and Hund, which
 * streams too.
 */
export const defaultFormat = withAdapters(statuspage, [hund], '');
