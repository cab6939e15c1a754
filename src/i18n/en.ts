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
    notice: 'There is a notice',
    degraded: 'Degraded service',
    partial: 'Partial outage',
    major: 'Major outage',
    unknown: 'Status unknown',
  },
  component(name, level) {
    const words = {
      operational: 'working',
      maintenance: 'planned work',
      notice: 'see notice',
      degraded: 'slow or unreliable',
      partial: 'partial outage',
      major: 'major outage',
      unknown: 'status unknown',
    };
    return `${name}: ${words[level]}`;
  },
  phase: {
    investigating: 'We’re looking into it.',
    identified: 'We know why and are fixing it.',
    monitoring: 'A fix is in place. We’re checking that it holds.',
    resolved: 'This is resolved.',
    scheduled: 'This is planned.',
    in_progress: 'This is under way.',
    verifying: 'The work is done. We’re checking it.',
    completed: 'The work is finished.',
    unknown: 'We know about it and we’re on it.',
  },
  notice(names, count, level, phase) {
    if (phase === 'monitoring') return `A fix for ${names} is in place. We’re checking that it holds.`;
    switch (level) {
      case 'major':
        return `We know ${names} ${count === 1 ? 'isn’t' : 'aren’t'} working. We’re on it.`;
      case 'partial':
        return `We know parts of ${names} aren’t working. We’re on it.`;
      case 'degraded':
        return `We know ${names} ${count === 1 ? 'is' : 'are'} slow or unreliable. We’re on it.`;
      default:
        return `We know about a problem with ${names}. We’re on it.`;
    }
  },
  noticeMaintenance(names, stage, when) {
    switch (stage) {
      case 'upcoming':
        return `Planned work on ${names}: ${when}. It may be unavailable.`;
      case 'due':
        return `Planned work on ${names} was due to start at ${when}.`;
      case 'overrun':
        return `Planned work on ${names} is taking longer than expected.`;
      default:
        return `Planned work on ${names} is under way${when && ` until about ${when}`}.`;
    }
  },
  noticeResolved: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} working again.`,
  affects: (names) => `Affects ${names}.`,
  maintenance: {
    upcoming: (when) => `${when}.`,
    due: (when) => `It was due to start at ${when}.`,
    active: (when) => (when ? `Under way until about ${when}.` : 'Under way.'),
    overrun: () => 'It is taking longer than expected.',
  },
  resolved: 'Resolved',
  resolvedAfter: (duration) => `Resolved after ${duration}.`,
  gone: 'No longer listed',
  goneText: 'The status page no longer lists this problem.',
  onIt: 'We know about it and we’re on it.',
  others: (names, count) => `${names} and ${count} ${count === 1 ? 'other' : 'others'}`,
  justNow: 'just now',
  updated: (relative, absolute) => (relative ? `Updated ${relative} (${absolute})` : `Updated ${absolute}`),
  nextUpdate: (time) => `Next update by ${time}`,
  nextUpdateOverdue: (time) => `We said we’d update you by ${time}. An update is late.`,
  estimate: (time, previous) =>
    `Expected to be fixed by about ${time}${previous && ` (before: ${previous})`}`,
  affected: (amount) => `Affected: ${amount}`,
  workaround: 'What you can do meanwhile',
  lastConfirmed: (time) => `Last confirmed ${time}.`,
  unreachable: 'We can’t reach our status service.',
  details: 'Details',
  hideDetails: 'Hide details',
  statusPage: 'Status page',
  postmortem: 'What happened',
  more: (count) => (count === 1 ? '1 more' : `${count} more`),
  showLess: 'Show less',
  showMore: 'Show more',
  dismiss: (title) => `Dismiss: ${title}`,
  newTab: '(opens in a new tab)',
  announce: {
    incident(severity, title, phase) {
      switch (phase) {
        case 'identified':
          return `${severity}: ${title}. Cause found, fix under way.`;
        case 'monitoring':
          return `${title}: fix in place, we’re watching it.`;
        case 'investigating':
          return `${severity}: ${title}. We’re investigating.`;
        default:
          return `${severity}: ${title}. We’re on it.`;
      }
    },
    update: (title) => `New update on ${title}.`,
    component(names, level) {
      switch (level) {
        case 'maintenance':
          return `Planned work on ${names} is under way.`;
        case 'degraded':
          return `${names}: slow or unreliable.`;
        case 'partial':
          return `${names}: partial outage.`;
        case 'major':
          return `${names}: major outage.`;
        default:
          return `${names}: there is a problem.`;
      }
    },
    maintenance(title, stage) {
      switch (stage) {
        case 'upcoming':
          return `Planned work: ${title}.`;
        case 'due':
          return `Planned work was due to start: ${title}.`;
        case 'overrun':
          return `Planned work is taking longer than expected: ${title}.`;
        default:
          return `Planned work has started: ${title}.`;
      }
    },
    resolved: (title) => `Resolved: ${title}.`,
    gone: (title) => `No longer listed: ${title}.`,
    interrupted: 'Status updates interrupted.',
  },
};
