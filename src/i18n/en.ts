import type {Strings} from './strings.js';

/** English, built in: what every missing translation falls back to. */
export const en: Strings = {
  severity: {
    operational: 'Working',
    maintenance: 'Planned work',
    notice: 'Notice',
    degraded: 'Degraded service',
    partial: 'Partial outage',
    major: 'Major outage',
    unknown: 'Incident',
  },
  page: {
    operational: 'All systems working',
    maintenance: 'Planned work under way',
    notice: 'See notice',
    degraded: 'Degraded service',
    partial: 'Partial outage',
    major: 'Major outage',
    unknown: 'Status unknown',
  },
  component: {
    operational: 'working',
    maintenance: 'planned work',
    notice: 'see notice',
    degraded: 'slow or unreliable',
    partial: 'partial outage',
    major: 'major outage',
    unknown: 'status unknown',
  },
  phase: {
    investigating: 'We’re looking into it.',
    identified: 'We know why and are fixing it.',
    monitoring: 'A fix is in place. We’re checking that it holds.',
    resolved: 'It’s resolved.',
    scheduled: 'It’s planned.',
    in_progress: 'It’s under way.',
    verifying: 'The work is done. We’re checking it.',
    completed: 'It’s finished.',
    unknown: 'We know about it and we’re on it.',
  },
  notice(names, count, level, phase) {
    if (phase === 'monitoring')
      return `A fix for ${names} is in place. We’re checking that it holds.`;
    const [is, isnt] = count === 1 ? ['is', 'isn’t'] : ['are', 'aren’t'];
    const trouble = {
      major: `${names} ${isnt} working`,
      partial: `parts of ${names} aren’t working`,
      degraded: `${names} ${is} slow or unreliable`,
    }[level as string];
    return `We know ${trouble ?? `about a problem with ${names}`}. We’re on it.`;
  },
  noticeMaintenance: (names, stage, when) =>
    ({
      upcoming: `Planned work on ${names}: ${when}. It may be unavailable.`,
      due: `Planned work on ${names} was due to start at ${when}.`,
      active: `Planned work on ${names} is under way${when && ` until about ${when}`}.`,
      overrun: `Planned work on ${names} is taking longer than expected.`,
    })[stage],
  noticeResolved: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} working again.`,
  affects: (names) => `Affects ${names}.`,
  maintenance: (stage, when) =>
    ({
      upcoming: `${when}.`,
      due: `It was due to start at ${when}.`,
      active: `Under way${when && ` until about ${when}`}.`,
      overrun: 'It’s taking longer than expected.',
    })[stage],
  resolved: 'Resolved',
  resolvedAfter: (duration) => `Resolved after ${duration}.`,
  gone: 'No longer listed',
  goneText: 'The status page no longer lists this problem.',
  others: (names, count) => `${names} and ${count} ${count === 1 ? 'other' : 'others'}`,
  justNow: 'just now',
  updated: (relative, absolute) => `Updated ${relative ? `${relative} (${absolute})` : absolute}`,
  nextUpdate: (time, overdue) =>
    overdue ? `We said we’d update you by ${time}. An update is late.` : `Next update by ${time}`,
  estimate: (time, previous) =>
    `Expected to be fixed by about ${time}${previous && ` (before: ${previous})`}`,
  affected: (amount) => `Affected: ${amount}`,
  workaround: 'What you can do meanwhile',
  lastConfirmed: (time) => `Last confirmed ${time}. We can’t reach our status service.`,
  details: 'Details',
  hideDetails: 'Hide details',
  statusPage: 'Status page',
  postmortem: 'What happened',
  more: (count) => `${count} more`,
  showLess: 'Show less',
  showMore: 'Show more',
  dismiss: (title) => `Dismiss: ${title}`,
  newTab: '(opens in a new tab)',
  announce: {
    incident: (severity, title, phase) =>
      phase === 'monitoring'
        ? `${title}: fix in place, we’re watching it.`
        : `${severity}: ${title}. ${phase === 'investigating' ? 'We’re investigating.' : phase === 'identified' ? 'Cause found, fix under way.' : 'We’re on it.'}`,
    update: (title) => `New update on ${title}.`,
    trouble: (severity, names) => `${severity}: ${names}. We’re on it.`,
    maintenance: (title, stage) =>
      ({
        upcoming: `Planned work: ${title}.`,
        due: `Planned work was due to start: ${title}.`,
        active: `Planned work has started: ${title}.`,
        overrun: `Planned work is taking longer than expected: ${title}.`,
      })[stage],
    resolved: (title) => `Resolved: ${title}.`,
    gone: (title) => `No longer listed: ${title}.`,
  },
};
