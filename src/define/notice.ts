import {OutageNotice} from '../elements/notice/notice.js';

OutageNotice.define('outage-notice');

declare global {
  interface HTMLElementTagNameMap {
    'outage-notice': OutageNotice;
  }
}

export {OutageNotice};
