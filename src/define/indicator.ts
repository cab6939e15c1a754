import {OutageIndicator} from '../elements/indicator/indicator.js';

OutageIndicator.define('outage-indicator');

declare global {
  interface HTMLElementTagNameMap {
    'outage-indicator': OutageIndicator;
  }
}

export {OutageIndicator};
