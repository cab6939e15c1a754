import {createConnection} from '../connection/connection.js';
import type {Connection, ConnectionOptions} from '../connection/connection.js';
import {FeedError} from '../model/errors.js';
import type {Journal} from '../persistence/journal.js';
import {reduceConnection} from '../store/reduce.js';
import type {FeedState} from '../store/reduce.js';
import type {Store} from '../store/store.js';
import {electLeader} from '../tabs/leader-election.js';
import type {AcceptedReport, Election} from '../tabs/leader-election.js';
import type {Recorder} from './recorder.js';
import {formatReport, nextReportMs, parseReport} from './tab-report.js';

/** One tab's part in reading a feed: the leader connects, and the others follow its reports. */
export interface Membership {
  join(): void;
  /** Somebody looks, or the network is back: joins, and connects soon if it is this tab's turn. */
  resume(): void;
  /** Ends the connection, and lets go of the lock and the channel. */
  leave(): void;
  /** The browser lost its network. */
  onOffline(): void;
  /** Asks for the whole document right now; trouble goes to the state. */
  refresh(): Promise<void>;
}

/** The store of a feed, and what fills it. */
export interface FeedRecord {
  readonly store: Store<FeedState>;
  readonly recorder: Recorder;
}

/** @param name - what tabs find each other by; empty for a feed that is not shared. */
export function createMembership(name: string, network: Network, record: FeedRecord): Membership {
  const {store, recorder} = record;
  let election: Election | undefined;
  /** The connection shall not wait as planned once this tab leads. */
  let eager = false;
  const connection = connect(network, record, (report) => election?.broadcast(report));

  function join(): void {
    election ??= electLeader(name, network.clock, {
      onLead() {
        connection.start();
        if (eager) connection.reconnectSoon();
        eager = false;
      },
      onFollow: connection.stop,
      onJoin: () => connection.report(recorder.journal),
      onReport: (data) => follow(data, record),
    });
  }

  /** Notes trouble, whatever the connection does. */
  function fail(error: FeedError): void {
    store.set(reduceConnection(store.get(), store.get().connection, error));
  }

  return {
    join,
    resume() {
      // A return may show by several signs before the browser hands out the lock.
      eager ||= !election;
      join();
      connection.reconnectSoon();
    },
    leave() {
      election?.leave();
      election = undefined;
      connection.stop();
    },
    onOffline() {
      const error = new FeedError('offline');
      connection.fail(error);
      // Also between two attempts, which may be an hour apart.
      fail(error);
      connection.report([]);
    },
    async refresh() {
      try {
        await connection.fetchSnapshot('any');
      } catch (error) {
        fail(error as FeedError);
      }
    },
  };
}

type Network = Pick<ConnectionOptions, 'urls' | 'source' | 'clock' | 'random'>;

/** A connection that fills the store, and whose news is reported to the other tabs. */
interface ReportingConnection extends Connection {
  /** Reports what the connection does, and some messages. */
  report(entries: Journal): void;
}

function connect(
  network: Network,
  {store, recorder}: FeedRecord,
  broadcast: (report: unknown) => void,
): ReportingConnection {
  /** Within how many ms the connection reports again. */
  let withinMs = 0;

  function report(entries: Journal): void {
    const {connection: phase, error} = store.get();
    broadcast(formatReport({phase, error, withinMs}, entries));
  }

  const connection = createConnection({
    ...network,
    state: store.get,
    deliver(messages, time) {
      const receipt = recorder.receive(messages, time);
      if (receipt.taken.length > 0) report(receipt.taken);
      return receipt;
    },
    onStatus(phase, ms, error) {
      store.set(reduceConnection(store.get(), phase, error && whereItFailed(error)));
      withinMs = ms;
      report([]);
    },
  });
  return {...connection, report};
}

/** No answer at all is this machine's trouble where the browser says that it is offline. */
function whereItFailed(error: FeedError): FeedError {
  const offline = !error.status && globalThis.navigator?.onLine === false;
  return offline ? new FeedError('offline', {cause: error}) : error;
}

/** Takes in what the leader reports; undefined if that is no report. */
function follow(data: unknown, {store, recorder}: FeedRecord): AcceptedReport | undefined {
  const report = parseReport(data);
  if (!report) return undefined;
  const proved = recorder.catchUp(report.entries, 'tab');
  // Followers mirror the connection of the leader: where it has no trouble, neither have they.
  store.set({...store.get(), connection: report.phase, error: report.error});
  return {withinMs: nextReportMs(report, store.get()), proved};
}
