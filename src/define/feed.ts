import {OutageFeed} from '../elements/feed/feed.js';

OutageFeed.define('outage-feed');

declare global {
  interface HTMLElementTagNameMap {
    'outage-feed': OutageFeed;
  }
}

export {OutageFeed};
