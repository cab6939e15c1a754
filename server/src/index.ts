/** The entry point of the server as a library. */

export {createApp} from './app.js';
export type {AppOptions} from './app.js';
export {putComponent, removeComponent} from './changes/components.js';
export type {ComponentInput} from './changes/components.js';
export type {Change, ChangeContext} from './changes/change.js';
export {createIncident, removeIncident, updateIncident} from './changes/incidents.js';
export type {IncidentInput, IncidentUpdateInput} from './changes/incidents.js';
export {removeMaintenance, scheduleMaintenance, updateMaintenance} from './changes/maintenances.js';
export type {MaintenanceInput, MaintenanceUpdateInput} from './changes/maintenances.js';
export type {PageSetup} from './changes/page.js';
export type * from './document.js';
export {InvalidInputError, OutageFeedError} from './errors.js';
export type {OutageFeedErrorCode, Problem} from './errors.js';
export {createFeed} from './feed.js';
export type {Feed} from './feed.js';
export type {FeedOptions} from './feed-options.js';
export type {RelayOptions} from './relay/relay-options.js';
export {serveRelay} from './relay/serve-relay.js';
export type {SourceOptions} from './relay/sources.js';
export {serve} from './serve.js';
export type {RunningServer, ServeOptions} from './serve.js';
export type {Connection, OpenConnection} from './stream/subscribers.js';
export type {After, Schedule} from './timers.js';
