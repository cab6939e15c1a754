import type {Dialect} from './dialect.js';
import {incidentIo} from './incident-io.js';
import {hund} from './hund.js';
import {betterStack} from './better-stack.js';
import {cachet} from './cachet.js';
import {cstate} from './cstate.js';
import {gatus} from './gatus.js';
import {instatus} from './instatus.js';
import {upptime} from './upptime.js';
import {uptimeKuma} from './uptime-kuma.js';
import {fireHydrant} from './firehydrant.js';
import {openStatus} from './open-status.js';
import {sorry} from './sorry.js';
import {healthJson} from './health-json.js';
import {statusIo} from './status-io.js';
import {statuspal} from './statuspal.js';
import {stashboard} from './stashboard.js';
import {slack} from './slack.js';
import {heroku} from './heroku.js';
import {googleCloud} from './google-cloud.js';
import {aws} from './aws.js';
import {salesforceTrust} from './salesforce-trust.js';

/** All of them, in the order in which they are tried: the particular before the general. */
export const everyDialect: readonly Dialect[] = [
  incidentIo,
  hund,
  betterStack,
  cachet,
  cstate,
  gatus,
  instatus,
  upptime,
  uptimeKuma,
  fireHydrant,
  openStatus,
  sorry,
  healthJson,
  statusIo,
  statuspal,
  stashboard,
  slack,
  heroku,
  googleCloud,
  aws,
  salesforceTrust,
];
