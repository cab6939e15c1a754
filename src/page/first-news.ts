import type {Feed} from '../feed/feed.js';
import type {FeedState} from '../store/reduce.js';

/**
 * Calls back once, as soon as a feed says anything but that all is well. Errors count: an element
 * has to report them. The subscription keeps the feed connected until then.
 */
export function whenThereIsNews(feed: Feed, mount: () => void): void {
  let isQuiet = true;
  const look = (state: FeedState): void => {
    if (!isQuiet || saysNothing(state)) return;
    isQuiet = false;
    mount();
  };
  feed.subscribe(look);
  look(feed.state);
}

function saysNothing({error, snapshot}: FeedState): boolean {
  if (error) return false;
  if (!snapshot) return true;
  const {page, components, incidents, maintenances} = snapshot;
  return (
    incidents.length + maintenances.length === 0 &&
    [page, ...components].every(({level}) => level === 'operational')
  );
}
