import {OutageBanner} from '../elements/banner/banner.js';
import {declareBlockSize} from '../elements/banner/page-room.js';

OutageBanner.define('outage-banner');
declareBlockSize();

declare global {
  interface HTMLElementTagNameMap {
    'outage-banner': OutageBanner;
  }
}

export {OutageBanner};
