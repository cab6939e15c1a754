import {htmlReferences} from '../parsing/html-references.js';
import type {Adapter} from './adapter.js';
import type {Format} from './format.js';
import {createStatuspage} from './statuspage/statuspage.js';
import {withAdapters} from './with-adapters.js';

const statuspage = createStatuspage(htmlReferences);

/**
 * A format that reads documents of the Statuspage family and of these adapters. A document's own
 * shape tells which of them it is.
 * @param adapters - they are tried in this order.
 * @param name - tabs and pages share a feed by it. A feed whose format has no name is not shared.
 */
export function createFormat(adapters: readonly Adapter[], name?: string): Format {
  return withAdapters(statuspage, adapters, name);
}
