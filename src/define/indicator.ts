import {OutageIndicator} from '../elements/indicator.js';

OutageIndicator.define('outage-indicator');

declare global {
  interface HTMLElementTagNameMap {
    'outage-indicator': OutageIndicator;
  }
}

export {OutageIndicator};
