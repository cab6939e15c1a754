import {allAdapters} from 'outage-widgets/formats.js';
import type {Adapter} from 'outage-widgets/formats.js';
import {awsRss} from './aws-rss.js';
import {azure} from './azure.js';
import {feed} from './feed.js';
import {statuspageList} from './statuspage-list.js';

/**
 * All formats that a relay reads, in the order in which they are tried: specific formats before
 * general ones.
 */
export const sourceAdapters: readonly Adapter[] = [
  awsRss,
  azure,
  feed,
  ...allAdapters,
  statuspageList,
];
