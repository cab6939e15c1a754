import {OutageBanner} from '../elements/banner/banner.js';

OutageBanner.define('outage-banner');

declare global {
  interface HTMLElementTagNameMap {
    'outage-banner': OutageBanner;
  }
}

export {OutageBanner};
