/** The formats of other status pages, one by one, so that a bundle carries what it uses. */
export {everyDialect} from './formats/every.js';
export {formatOf} from './formats/read.js';
export {incidentIo} from './formats/incident-io.js';
export {hund} from './formats/hund.js';
export {betterStack} from './formats/better-stack.js';
export {cachet} from './formats/cachet.js';
export {cstate} from './formats/cstate.js';
export {gatus} from './formats/gatus.js';
export {instatus} from './formats/instatus.js';
export {upptime} from './formats/upptime.js';
export {uptimeKuma} from './formats/uptime-kuma.js';
export type {Companions, Dialect, TranslatedEvent, Translation} from './formats/dialect.js';
