import type {FeedDocument} from '../document.js';
import type {FeedSettings} from '../feed-options.js';
import type {FeedView, Hub} from './hub.js';
import {nchanChannel} from './nchan.js';
import {createRetryingHub} from './retrying-hub.js';
import {snapshotFile} from './snapshot-file.js';

/** Opens the hubs that the settings name, apart from the embedded one. */
export function openHubs(settings: FeedSettings, {document, beat}: FeedView): readonly Hub[] {
  const {hub, snapshot, clock, encode} = settings;
  const current = (): FeedDocument => ({
    ...document(),
    ext: {...document().ext, ...beat()},
  });
  const clusters = typeof hub === 'object' && 'nchan' in hub ? hub.nchan : [];
  const destinations = [
    ...(snapshot === undefined ? [] : [snapshotFile(snapshot, current, clock, encode)]),
    ...clusters.map((cluster) => nchanChannel([cluster].flat(), current, encode)),
  ];
  return destinations.map((destination) => createRetryingHub(destination, settings));
}
