import {createContext} from '@lit/context';
import type {Feed} from '../feed.js';

/** The nearest `<outage-feed>`; by a symbol that two copies of this library share. */
export const feedContext = createContext<Feed | undefined>(Symbol.for('outage-widgets.feed@1'));
