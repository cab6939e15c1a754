import type {After} from '../timers.js';
import type {ServeOptions} from '../serve.js';
import type {Source, SourceOptions} from './sources.js';

export interface RelayOptions extends Omit<
  ServeOptions,
  'asOf' | 'sources' | 'providers' | 'notYet'
> {
  /** The pages to publish. */
  readonly from?: readonly SourceOptions[];
  /** Pages of providers, whose incidents are suggested to the operator. */
  readonly providers?: readonly SourceOptions[];
  /** Publishes the incidents of providers at once. Default: false. */
  readonly publishProviders?: boolean;
  /** The format of all sources, one of `formatNames`. Default: detected in each document. */
  readonly format?: string;
  /** Lets a Statuspage page post to `/webhooks/<secret>`. Default: no page may post. */
  readonly webhookSecret?: string;
  /** How long one answer of a source may take, in milliseconds. Default: 15000. */
  readonly timeoutMs?: number;
  /** Default: the fetch of Node. */
  readonly fetch?: typeof fetch;
  /** From 0 to 1. Default: Math.random. */
  readonly random?: () => number;
  /** Called with a plain sentence about each source that is found or fails. Default: no log. */
  readonly log?: Log;
}

export type Log = (news: 'good' | 'bad', sentence: string) => void;

export interface RelaySettings {
  readonly sources: readonly Source[];
  readonly providers: readonly Source[];
  readonly publishProviders: boolean;
  readonly format: string | undefined;
  /** Whether the operator named the page. */
  readonly hasName: boolean;
  readonly keepEndedSeconds: number;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly random: () => number;
  readonly clock: () => number;
  readonly after: After;
  readonly log: Log;
}
