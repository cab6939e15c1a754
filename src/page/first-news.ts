import type {Feed} from '../feed/feed.js';
import type {FeedState} from '../store/reduce.js';

/**
 * Calls back once, as soon as a feed says anything but that all is well. Errors count: an element
 * has to report them. The subscription keeps the feed connected until then.
 *
 * @param mount - is told whether all was well on this page before: then the news began since.
 */
export function whenThereIsNews(feed: Feed, mount: (wasWell: boolean) => void): void {
  let isQuiet = true;
  let wasWell = false;
  const look = (state: FeedState): void => {
    if (!isQuiet) return;
    if (saysNothing(state)) {
      wasWell ||= state.snapshot !== undefined && !state.cached;
      return;
    }
    isQuiet = false;
    mount(wasWell);
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
