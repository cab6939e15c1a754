/** Registers every element; `<outage-feed>` first, so that the others find it when they upgrade. */
import './define/feed.js';
import './define/banner.js';
import './define/notice.js';
import './define/indicator.js';
