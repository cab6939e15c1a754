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

/** The lists of a page. */
type Reports = Pick<Snapshot, 'incidents' | 'maintenances'>;

const statuspage = createFormat([]);

/**
 * Something leaves a summary once, so its list is asked for once: our document then has its end, or
 * nothing of it any more. The relay alone asks, and passes the words on. A list is many times as
 * long as a summary, and an end would bring all browsers to it at once. The polls of relays are
 * spread at random, and these requests with them.
 */
export function createAddLastWords(feed: Feed, settings: RelaySettings): AddLastWords {
  async function ask(url: string, list: string, signal: AbortSignal): Promise<Reports> {
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
    const {id, url} = state.source;
    const prefix = prefixOf(state, settings);
    const idOf = (report: Report): string => prefixed(prefix, report.id);

    /** The last words on what our document has as open, and the page lists no more. */
    async function lastWords<Item extends Report>(
      held: readonly (Incident | Maintenance)[],
      listed: readonly Item[],
      list: string,
      select: (reports: Reports) => readonly Item[],
    ): Promise<readonly Item[]> {
      const present = new Set(listed.map(idOf));
      const left = held.filter(
        (event) => isFrom(event, id) && !isOver(event.status) && !present.has(event.id),
      );
      if (left.length === 0) return [];
      const ids = new Set(left.map((event) => event.id));
      const reports = select(await ask(url, list, signal));
      return reports.filter((report) => isOver(report.phase) && ids.has(idOf(report)));
    }

    const {incidents, maintenances} = snapshot;
    const {incidents: open, scheduled_maintenances: planned} = feed.document();
    const ended = await lastWords(open, incidents, 'incidents.json', (all) => all.incidents);
    const done = await lastWords(
      planned,
      maintenances,
      'scheduled-maintenances.json',
      (all) => all.maintenances,
    );
    return {
      ...snapshot,
      incidents: [...incidents, ...ended],
      maintenances: [...maintenances, ...done],
    };
  };
}

/** Our own protocol may have this address too, but says itself how something ended. */
function isOpenOnly({source}: SourceState, {format, snapshot: {revision}}: Reading): boolean {
  const isSummary = new URL(source.url).pathname.endsWith('/summary.json');
  return format === 'statuspage' && revision.rev === undefined && isSummary;
}
