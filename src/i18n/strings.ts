import type {Level, MaintenanceStage, Phase} from '../model/types.js';

/**
 * Everything the elements say, one message per sentence, never glued together from parts. Each claims only
 * what the feed proves. Plurals and lists are the business of each language.
 */
export interface Strings {
  /** How bad, before a title: "Partial outage". */
  readonly severity: Readonly<Record<Level, string>>;
  /** The whole page, or after a component's name, on an indicator. */
  readonly status: Readonly<Record<Level, string>>;
  readonly allWell: string;
  readonly allUnknown: string;
  /** What we are doing about it; `unknown` for all that is missing here. */
  readonly phase: Readonly<Partial<Record<Phase, string>>>;
  /** An inline notice beside something broken. `names` is a list for people, of `count` names. */
  readonly notice: (names: string, count: number, level: Level, phase: Phase) => string;
  readonly working: (names: string, count: number) => string;
  readonly affects: (names: string) => string;
  /** Planned work. `when`: the range while upcoming, the start when due, the end while active; '' if not known. */
  readonly maintenance: (stage: MaintenanceStage, when: string) => string;
  readonly maintenanceOf: (names: string, sentence: string) => string;
  readonly resolved: string;
  /** Not listed any more, which proves no more than that. */
  readonly gone: string;
  readonly goneText: string;
  readonly others: (names: string, count: number) => string;
  readonly justNow: string;
  /** `relative` is '' past a day. */
  readonly updated: (relative: string, absolute: string) => string;
  readonly nextUpdate: (time: string, overdue: boolean) => string;
  /** `previous` is '' unless the estimate was moved. */
  readonly estimate: (time: string, previous: string) => string;
  readonly workaround: string;
  /** Why there is nothing newer: this machine is offline, our status service cannot be reached, or nobody knows yet. */
  readonly lastConfirmed: (time: string, why: 'offline' | 'unreachable' | 'unconfirmed') => string;
  readonly details: string;
  readonly statusPage: string;
  readonly more: (count: number) => string;
  readonly showLess: string;
  readonly showMore: string;
  readonly dismiss: (title: string) => string;
  readonly newTab: string;
  /** What a screen reader is told of a matter that is new or moved. */
  readonly announce: (severity: string, title: string, sentence: string) => string;
  readonly announceUpdate: (title: string) => string;
}
