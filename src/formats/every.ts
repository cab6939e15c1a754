import type {Dialect} from './dialect.js';
import {incidentIo} from './incident-io.js';
import {hund} from './hund.js';

/** All of them, in the order in which they are tried: the particular before the general. */
export const everyDialect: readonly Dialect[] = [incidentIo, hund];
