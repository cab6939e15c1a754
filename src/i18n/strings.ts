import type {Level, MaintenanceStage, Phase} from '../model/types.js';
import type {End} from '../store/ended.js';

/**
 * Why there is no newer news: this device is offline, the status service cannot be reached, it
 * answers but its publisher is silent, or nothing is confirmed yet.
 */
export type ReasonForAge = 'offline' | 'unreachable' | 'silent' | 'unconfirmed';

/**
 * Everything the elements say: one message for each sentence, so that no translation has to be put
 * together from parts. Each message claims only what the feed proves. Plurals and lists follow the
 * rules of each language.
 */
export interface Strings {
  /** How bad it is, before a title: "Partial outage". */
  readonly severity: Readonly<Record<Level, string>>;
  /** How bad it is, on an indicator, after a component's name: "partial outage". */
  readonly status: Readonly<Record<Level, string>>;
  /** On an indicator for the whole page. */
  readonly allWell: string;
  /** After one of the two above and below: how many notices there are, which claim no problem. */
  readonly notices: (count: number) => string;
  readonly allUnknown: string;
  /** The publisher's next step. `unknown` stands in for each phase that is missing here. */
  readonly phase: Readonly<Partial<Record<Phase, string>>>;
  /** A notice beside something broken. `names` is a list for people to read, of `count` names. */
  readonly notice: (names: string, count: number, level: Level, phase: Phase) => string;
  readonly working: (names: string, count: number) => string;
  readonly affects: (names: string) => string;
  /**
   * Planned work. `when` is the range of time while the work is upcoming, its start when it is due,
   * its end from then on, and empty if that is not known.
   */
  readonly maintenance: (stage: MaintenanceStage, when: string) => string;
  readonly maintenanceOf: (names: string, sentence: string) => string;
  /** Words for each end, before a title. A `gone` report is not proven to be over. */
  readonly ended: Readonly<Record<End, string>>;
  readonly calledOff: (names: string) => string;
  readonly falseAlarm: (names: string, count: number) => string;
  /** The end of a long list: "A, B and 3 others". */
  readonly others: (names: string, count: number) => string;
  readonly justNow: string;
  /** The time is "4 minutes ago", or past a day an absolute one. */
  readonly updated: (time: string) => string;
  /** The absolute time behind a relative one, where there is room. */
  readonly exact: (time: string) => string;
  readonly nextUpdate: (time: string, isOverdue: boolean) => string;
  /** `previous` is empty unless the estimate was moved. */
  readonly estimate: (time: string, previous: string) => string;
  readonly workaround: string;
  /** Tells the age of the news, and why there is nothing newer. */
  readonly lastConfirmed: (time: string, why: ReasonForAge) => string;
  /** In place of the words for a page that is well: this device is offline. */
  readonly offline: string;
  readonly details: string;
  readonly statusPage: string;
  readonly more: (count: number) => string;
  /** Opens what of a long title has no room. */
  readonly showAll: string;
  readonly showLess: string;
  readonly showMore: string;
  readonly dismiss: (title: string) => string;
  readonly newTab: string;
  /**
   * A screen reader says this about something new, or about something that changed its state. The
   * severity or the title may be empty.
   */
  readonly announce: (severity: string, title: string, sentence: string) => string;
  readonly announceUpdate: (title: string) => string;
}
