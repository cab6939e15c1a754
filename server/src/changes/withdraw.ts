import {MAX_WITHDRAWN} from 'outage-widgets/protocol.js';
import type {FeedDocument, Withdrawn} from '../document.js';

/** Readers that were away for longer hold no document any more, in milliseconds. */
const keepMs = 86_400_000;

/**
 * Notes that an object was taken back: readers take it off without a word (PROTOCOL.md, section
 * 1.2). Without the note they would say that it is no longer reported.
 */
export function withdraw(document: FeedDocument, item: Withdrawn): FeedDocument {
  const since = Date.parse(item.at) - keepMs;
  const before = (document.ext.withdrawn ?? []).filter(({at}) => Date.parse(at) >= since);
  const withdrawn = [...before, item].slice(-MAX_WITHDRAWN);
  return {...document, ext: {...document.ext, withdrawn}};
}
