import type {Adapter} from './adapter.js';
import {incidentIo} from './vendors/incident-io.js';
import {hund} from './vendors/hund.js';
import {betterStack} from './vendors/better-stack.js';
import {cachet} from './vendors/cachet.js';
import {cstate} from './vendors/cstate.js';
import {gatus} from './vendors/gatus.js';
import {instatus} from './vendors/instatus.js';
import {upptime} from './vendors/upptime.js';
import {uptimeKuma} from './vendors/uptime-kuma.js';
import {fireHydrant} from './vendors/firehydrant.js';
import {openStatus} from './vendors/open-status.js';
import {sorry} from './vendors/sorry.js';
import {healthJson} from './vendors/health-json.js';
import {statusIo} from './vendors/status-io.js';
import {statuspal} from './vendors/statuspal.js';
import {stashboard} from './vendors/stashboard.js';
import {slack} from './vendors/slack.js';
import {heroku} from './vendors/heroku.js';
import {googleCloud} from './vendors/google-cloud.js';
import {aws} from './vendors/aws.js';
import {salesforceTrust} from './vendors/salesforce-trust.js';

/** All of them, in the order in which they are tried: the particular before the general. */
export const allAdapters: readonly Adapter[] = [
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
