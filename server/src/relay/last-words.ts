import type {Report, Snapshot} from 'outage-widgets/core.js';
import {createFormat} from 'outage-widgets/formats.js';
import {isOver} from 'outage-widgets/protocol.js';
import {isFrom} from '../document.js';
import type {Incident, Maintenance} from '../document.js';
import type {Feed} from '../feed.js';
import {fetchDocument} from './fetch-document.js';
import type {Reading} from './fetch-source.js';
import {prefixOf} from './parts-target.js';
import type {RelaySettings} from './relay-options.js';
import type {SourceState} from './source-state.js';
import {prefixed} from './unique-ids.js';

/**
 * Adds to a reading the publisher's last words on what has left it. The summary of a Statuspage
 * page lists only what is not over; the lists beside it have the rest.
 *
 * @param signal ends a request at once.
 */
export type AddLastWords = (
  state: SourceState,
  reading: Reading,
  signal: AbortSignal,
) => Promise<Snapshot>;

const statuspage = createFormat([]);

/**
 * Something leaves a summary once, so its list is asked for once: our document then has its end, or
 * nothing of it any more. The relay alone asks, and passes the words on. A list is many times as
 * long as a summary, and an end would bring all browsers to it at once. The polls of relays are
 * spread at random, and these requests with them.
 */
export function createAddLastWords(feed: Feed, settings: RelaySettings): AddLastWords {
  async function ask(
    {source: {url}}: SourceState,
    list: string,
    signal: AbortSignal,
  ): Promise<Pick<Snapshot, 'incidents' | 'maintenances'>> {
    const address = new URL(list + new URL(url).search, url).href;
    try {
      const {value} = await fetchDocument(address, undefined, {...settings, signal});
      const {message} = statuspage.document(value);
      if (message.type === 'snapshot') return message.snapshot;
    } catch {
      // Readers are told that it is over as far as the page says.
    }
    return {incidents: [], maintenances: []};
  }

  return async (state, reading, signal) => {
    const {snapshot} = reading;
    if (!isOpenOnly(state, reading)) return snapshot;
    const idOf = ({id}: Report): string => prefixed(prefixOf(state, settings), id);
    const leftOf = (held: readonly (Incident | Maintenance)[], listed: readonly Report[]) => {
      const open = held.filter((event) => isFrom(event, state.source.id) && !isOver(event.status));
      const ids = new Set(listed.map(idOf));
      return new Set(open.map(({id}) => id).filter((id) => !ids.has(id)));
    };
    const document = feed.document();
    let {incidents, maintenances} = snapshot;
    const ended = leftOf(document.incidents, incidents);
    if (ended.size > 0) {
      const list = await ask(state, 'incidents.json', signal);
      const words = list.incidents.filter((one) => isOver(one.phase) && ended.has(idOf(one)));
      incidents = [...incidents, ...words];
    }
    const done = leftOf(document.scheduled_maintenances, maintenances);
    if (done.size > 0) {
      const list = await ask(state, 'scheduled-maintenances.json', signal);
      const words = list.maintenances.filter((one) => isOver(one.phase) && done.has(idOf(one)));
      maintenances = [...maintenances, ...words];
    }
    return {...snapshot, incidents, maintenances};
  };
}

/** Our own protocol may have this address too, but says itself how something ended. */
function isOpenOnly({source}: SourceState, {format, snapshot: {revision}}: Reading): boolean {
  const isSummary = new URL(source.url).pathname.endsWith('/summary.json');
  return format === 'statuspage' && revision.rev === undefined && isSummary;
}
