import {allAdapters} from 'outage-widgets/formats.js';
import type {Adapter} from 'outage-widgets/formats.js';
import {awsRss} from './aws-rss.js';
import {azure} from './azure.js';
import {feed} from './feed.js';
import {statuspageList} from './statuspage-list.js';

/**
 * All formats a relay reads, in the order in which they are tried: the particular before the
 * general.
 */
export const sourceAdapters: readonly Adapter[] = [
  awsRss,
  azure,
  feed,
  ...allAdapters,
  statuspageList,
];
