import {rank} from '../model/levels.js';
import type {Action, Incident, Level, Maintenance} from '../model/types.js';
import {saysOther} from './correction.js';
import {isOpen} from './ended.js';

/**
 * Everything about a piece of news that a reader would act on, as plain JSON: a dismissal keeps it.
 */
export interface Facts {
  /** The publisher's phase, how it ended, or how often it had ended before. */
  readonly phase: string;
  readonly level: Level;
  readonly title: string;
  /** The newest words that the publisher calls news; may be empty. */
  readonly statement: string;
  readonly workaround: string;
  /** Links to what readers can do; what an older version kept has none. */
  readonly actions?: readonly Action[];
  /** Ids of all affected components. */
  readonly components: readonly string[];
  /** Those of them that the element speaks for. */
  readonly concerned: readonly string[];
  /** When planned work starts, until it has begun, epoch ms. */
  readonly from?: number | undefined;
  /** When planned work ends, epoch ms. */
  readonly until?: number | undefined;
  /** When it may be over, epoch ms. */
  readonly estimate?: number | undefined;
  /** The publisher says that its last change is no news. */
  readonly quiet: boolean;
}

/** Ms: people read times to the minute. */
const MINUTE = 60_000;
/** Ms: an estimate that is later by less is the same. Some are computed anew at each poll. */
const ESTIMATE_SLACK = 5 * MINUTE;

/** The facts that a report states. */
export function reportFacts(
  report: Incident | Maintenance,
  {level, components, concerned}: Pick<Facts, 'level' | 'components' | 'concerned'>,
): Facts {
  const {phase, title, workaround, actions, updates, estimate} = report;
  const isPlanned = report.kind === 'maintenance';
  const ends = isOpen(report) ? updates.filter((update) => !isOpen(update)).length : 0;
  return {
    phase: ends > 0 ? `${phase} again ${ends}` : phase,
    level,
    title,
    statement: updates.find(({news, body}) => news && body)?.body ?? '',
    workaround,
    actions,
    components,
    concerned,
    from: isPlanned && !hasBegun(report) ? report.scheduledFor : undefined,
    until: isPlanned ? report.scheduledUntil : undefined,
    estimate: estimate?.at,
    quiet: !(updates[0] ?? report).news,
  };
}

/** The facts of trouble that no report explains. */
export function plainFacts(
  fields: Pick<Facts, 'level' | 'title' | 'components' | 'concerned'>,
): Facts {
  return {phase: '', statement: '', workaround: '', quiet: false, ...fields};
}

/** A phase that we do not know proves no beginning. */
function hasBegun({phase}: Maintenance): boolean {
  return phase !== 'scheduled' && phase !== 'unknown';
}

/**
 * Decides what is news, for banners, dismissals and the announcer alike: it got worse, or came
 * back, or something changed that a reader would act on. Times of updates, white space, small
 * corrections and names of components are no news.
 *
 * @param before - the facts that the reader knows
 */
export function isNews(before: Facts, now: Facts): boolean {
  // A worse level is news whatever the publisher calls it.
  if (rank(now.level) > rank(before.level)) return true;
  if (now.statement && saysOther(before.statement, now.statement)) return true;
  if (now.quiet) return false;
  return (
    // A phase that we do not know says nothing.
    (now.phase !== before.phase && now.phase !== 'unknown') ||
    saysOther(before.title, now.title) ||
    (now.workaround !== '' && saysOther(before.workaround, now.workaround)) ||
    hasNewAction(before.actions, now.actions) ||
    now.concerned.some((id) => !before.components.includes(id)) ||
    (now.from !== undefined && isMoved(before.from, now.from)) ||
    isMoved(before.until, now.until) ||
    Number(now.estimate) - Number(before.estimate) >= ESTIMATE_SLACK
  );
}

/** A link may have a new key in its address at each poll, and a clearer label. */
function hasNewAction(before: Facts['actions'], now: Facts['actions'] = []): boolean {
  const isKnown = ({url, label}: Action): boolean | undefined =>
    before?.some((known) => known.url === url || known.label === label);
  return before !== undefined && !now.every(isKnown);
}

function isMoved(before: number | undefined, now: number | undefined): boolean {
  return before !== now && !(Math.abs(Number(now) - Number(before)) < MINUTE);
}

/**
 * The facts that a reader knows after a change that was no news. They keep the old ones, so that
 * many small corrections add up; but what gets better can get worse again.
 */
export function settle(known: Facts, now: Facts): Facts {
  return {
    ...known,
    level: now.level,
    components: known.components.filter((id) => now.components.includes(id)),
    estimate: known.estimate ?? now.estimate,
  };
}
