import type {Estimate, Postmortem, Report, Scope} from 'outage-widgets/protocol.js';
import {finerLevel} from '../changes/levels.js';
import type {IncidentExt, Origin} from '../document.js';
import {givenFields, givenFieldsOrNone, listOrNone} from '../given-fields.js';
import {linkOrNone} from './origin.js';
import {toTime} from './to-time.js';

/**
 * Writes what a report says beside the words of Statuspage as `ext` of an event. The provider of
 * the page is left out: `origin` has room for one page, and that is the page itself.
 */
export function toExt(report: Report, origin: Origin): IncidentExt {
  const {level, actions, display, dismissible, news} = report;
  const links = actions.filter(({url}) => linkOrNone(url));
  return givenFields<IncidentExt>({
    origin,
    // The impact "none" of an incident says `notice` already, so only `unknown` is left to say.
    level: level === 'unknown' ? finerLevel(level).level : undefined,
    eta: toEta(report.estimate),
    next_update_at: toTime(report.nextUpdateAt),
    affected: toAffected(report.scope),
    locations: listOrNone(report.scope?.places),
    not_affected: listOrNone(report.notAffected),
    data_safety: report.dataSafety,
    workaround: report.workaround || undefined,
    actions: listOrNone(links),
    display: display === 'banner' ? undefined : display,
    dismissible,
    expires_at: toTime(report.expiresAt),
    news: news ? undefined : news,
    postmortem: toPostmortem(report.postmortem),
    security: report.security || undefined,
  });
}

function toEta(estimate: Estimate | undefined): IncidentExt['eta'] {
  if (estimate === undefined) return undefined;
  const {at, previousAt, firstAt} = estimate;
  return {
    at: toTime(at),
    ...givenFields({previous_at: toTime(previousAt), first_at: toTime(firstAt)}),
  };
}

function toAffected(scope: Scope | undefined): object | undefined {
  if (scope === undefined) return undefined;
  const {count, percent, unit, words} = scope;
  const affected = givenFieldsOrNone({count, percent, scope: words || undefined});
  return affected && {...affected, ...(unit && {unit})};
}

function toPostmortem(postmortem: Postmortem | undefined): IncidentExt['postmortem'] {
  const url = linkOrNone(postmortem?.url);
  if (url === undefined) return undefined;
  return {url, ...givenFields({published_at: toTime(postmortem?.publishedAt)})};
}
