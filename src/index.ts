/** The element classes, unregistered, with the headless core beside them. Importing this changes nothing. */
export * from './core.js';
export {setDefaultFeed} from './binding/page-feeds.js';
export {OutageElement, VERSION} from './elements/base/outage-element.js';
export {OutageBanner} from './elements/banner/banner.js';
export {OutageFeed} from './elements/feed/feed.js';
export {OutageIndicator} from './elements/indicator/indicator.js';
export {OutageNotice} from './elements/notice/notice.js';
export {OutageChangeEvent, OutageDismissEvent, OutageErrorEvent} from './elements/base/events.js';
export {registerStrings} from './i18n/index.js';
export type {Strings} from './i18n/strings.js';
export {en} from './i18n/en.js';
