/**
 * The element classes, unregistered, and the headless core. Importing this file defines no element
 * and changes nothing on the page.
 */
export * from './core.js';
export {setDefaultFeed} from './binding/page-feeds.js';
export {OutageElement} from './elements/base/outage-element.js';
export {VERSION} from './elements/base/define-element.js';
export {OutageBanner} from './elements/banner/banner.js';
export {OutageFeed} from './elements/feed/feed.js';
export {OutageIndicator} from './elements/indicator/indicator.js';
export {OutageNotice} from './elements/notice/notice.js';
export {OutageChangeEvent, OutageDismissEvent, OutageErrorEvent} from './elements/base/events.js';
export {registerStrings} from './i18n/language.js';
export type {Strings} from './i18n/strings.js';
export {en} from './i18n/en.js';
