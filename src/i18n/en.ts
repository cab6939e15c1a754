import type {Strings} from './strings.js';

/** English, built in: what every missing translation falls back to. */
export const en: Strings = {
  severity: {
    operational: 'Notice',
    maintenance: 'Planned work',
    notice: 'Notice',
    degraded: 'Degraded service',
    partial: 'Partial outage',
    major: 'Major outage',
    unknown: 'Incident',
  },
  status: {
    operational: 'working',
    maintenance: 'planned work',
    notice: 'see notice',
    degraded: 'degraded service',
    partial: 'partial outage',
    major: 'major outage',
    unknown: 'status unknown',
  },
  allWell: 'All systems working',
  allUnknown: 'Status unknown',
  phase: {
    investigating: "We're looking into it.",
    identified: 'We know why and are fixing it.',
    monitoring: "A fix is in place. We're checking that it holds.",
    unknown: "We know about it and we're on it.",
  },
  notice(names, count, level, phase) {
    if (phase === 'monitoring')
      return `A fix for ${names} is in place. We're checking that it holds.`;
    const [is, isnt] = count === 1 ? ['is', "isn't"] : ['are', "aren't"];
    const trouble = {
      major: `${names} ${isnt} working`,
      partial: `parts of ${names} aren't working`,
      degraded: `${names} ${is} slow or unreliable`,
    }[level as string];
    return `We know ${trouble ?? `about a problem with ${names}`}. We're on it.`;
  },
  working: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} working again.`,
  affects: (names) => `Affects ${names}.`,
  maintenance: (stage, when) =>
    ({
      upcoming: `Planned for ${when}.`,
      due: `It was due to start at ${when}.`,
      active: `Under way${when && ` until about ${when}`}.`,
      overrun: "It's taking longer than expected.",
    })[stage],
  maintenanceOf: (names, sentence) => `Planned work on ${names}. ${sentence}`,
  resolved: 'Resolved',
  gone: 'No longer listed',
  goneText: 'The status page no longer lists it.',
  others: (names, count) => `${names} and ${count} ${count === 1 ? 'other' : 'others'}`,
  justNow: 'just now',
  updated: (relative, absolute) => `Updated ${relative ? `${relative} (${absolute})` : absolute}`,
  nextUpdate: (time, overdue) =>
    overdue ? `We said we'd update you by ${time}. An update is late.` : `Next update by ${time}`,
  estimate: (time, previous) =>
    `Expected to end about ${time}${previous && ` (before: ${previous})`}`,
  workaround: 'What to do meanwhile',
  lastConfirmed: (time, why) =>
    `Last confirmed ${time}.${
      {offline: " You're offline.", unreachable: " We can't reach our status service."}[
        why as string
      ] ?? ''
    }`,
  details: 'Details',
  statusPage: 'Status page',
  more: (count) => `${count} more`,
  showLess: 'Show less',
  showMore: 'Show more',
  dismiss: (title) => `Dismiss: ${title}`,
  newTab: '(new tab)',
  announce: (severity, title, sentence) => `${severity}: ${title}. ${sentence}`,
  announceUpdate: (title) => `New update on ${title}.`,
};
