/** Registers every element. `<outage-feed>` comes first, so that the others find it when they wake up. */
import './define/feed.js';
import './define/banner.js';
import './define/notice.js';
import './define/indicator.js';
