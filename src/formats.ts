/** The formats of other status pages, one by one, so that a bundle carries what it uses. */
export {everyDialect} from './formats/every.js';
export {formatOf} from './formats/read.js';
export {incidentIo} from './formats/incident-io.js';
export {hund} from './formats/hund.js';
export type {Companions, Dialect, TranslatedEvent, Translation} from './formats/dialect.js';
