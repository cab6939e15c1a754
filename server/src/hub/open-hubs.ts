import type {FeedDocument} from '../document.js';
import type {FeedSettings} from '../feed-options.js';
import {createCourier} from './retrying-hub.js';
import type {Hub, Voice} from './hub.js';
import {nchanChannel} from './nchan.js';
import {snapshotFile} from './snapshot-file.js';

/** The hubs that are asked for, beside the embedded one. */
export function openHubs(settings: FeedSettings, {document, beat}: Voice): readonly Hub[] {
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
  return destinations.map((destination) => createCourier(destination, settings));
}
