import type {Level, MaintenanceStage, Phase} from '../wire/types.js';

/**
 * Everything the elements say, one message per sentence, never glued together from parts. Each claims only
 * what the feed proves. Plurals and lists are the business of each language.
 */
export interface Strings {
  /** How bad, before a title: "Partial outage". */
  readonly severity: Readonly<Record<Level, string>>;
  /** The whole page, on an indicator. */
  readonly page: Readonly<Record<Level, string>>;
  /** After a component's name, on an indicator. */
  readonly component: Readonly<Record<Level, string>>;
  /** What we are doing about it. */
  readonly phase: Readonly<Record<Phase, string>>;
  /** An inline notice beside something broken. `names` is a list for people, of `count` names. */
  readonly notice: (names: string, count: number, level: Level, phase: Phase) => string;
  /** `when`: the range while upcoming, the start when due, the end while active; '' if not known. */
  readonly noticeMaintenance: (names: string, stage: MaintenanceStage, when: string) => string;
  readonly noticeResolved: (names: string, count: number) => string;
  readonly affects: (names: string) => string;
  /** `when` as above. */
  readonly maintenance: (stage: MaintenanceStage, when: string) => string;
  readonly resolved: string;
  readonly resolvedAfter: (duration: string) => string;
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
  readonly affected: (amount: string) => string;
  readonly workaround: string;
  readonly lastConfirmed: (time: string) => string;
  readonly details: string;
  readonly hideDetails: string;
  readonly statusPage: string;
  readonly postmortem: string;
  readonly more: (count: number) => string;
  readonly showLess: string;
  readonly showMore: string;
  readonly dismiss: (title: string) => string;
  readonly newTab: string;
  /** What a screen reader is told. */
  readonly announce: {
    readonly incident: (severity: string, title: string, phase: Phase) => string;
    readonly update: (title: string) => string;
    /** Components or a page in trouble without further words. */
    readonly trouble: (severity: string, names: string) => string;
    readonly maintenance: (title: string, stage: MaintenanceStage) => string;
    readonly resolved: (title: string) => string;
    readonly gone: (title: string) => string;
  };
}
