import {everyDialect} from 'outage-widgets/formats.js';
import type {Dialect} from 'outage-widgets/formats.js';

/** All formats a relay reads, in the order in which they are tried: the particular before the general. */
export const sourceDialects: readonly Dialect[] = [...everyDialect];
