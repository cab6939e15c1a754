import type {Level, Phase} from '../model/types.js';
import type {Strings} from './strings.js';

/** English, built in. Everything falls back to it where a translation is missing. */
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
  notices: (count) => `${count} ${plural(count, 'notice', 'notices')}`,
  allUnknown: 'Status unknown',
  phase: {
    investigating: 'We’re looking into it.',
    identified: 'We know why and are fixing it.',
    monitoring: 'A fix is in place. We’re checking that it holds.',
    unknown: 'We know about it and we’re on it.',
  },
  notice: noticeText,
  working: (names, count) => `${names} ${plural(count, 'is', 'are')} working again.`,
  affects: (names) => `Affects ${names}.`,
  maintenance(stage, when) {
    switch (stage) {
      case 'upcoming':
        return when && `Planned for ${when}.`;
      case 'due':
        return `It was due to start at ${when}.`;
      case 'active':
        return when ? `Under way until about ${when}.` : 'Under way.';
      case 'overrun':
        return `It was due until ${when}.`;
    }
  },
  maintenanceOf: (names, sentence) => `Planned work on ${names}. ${sentence}`,
  ended: {
    resolved: 'Resolved',
    cancelled: 'Called off',
    false_alarm: 'False alarm',
    over: 'Over, as far as the status page says',
    gone: 'No longer reported',
  },
  calledOff: (names) => `The work planned on ${names} is called off.`,
  falseAlarm: (names, count) =>
    `That was a false alarm. ${names} ${plural(count, 'is', 'are')} working.`,
  others: (names, count) => `${names} and ${count} ${plural(count, 'other', 'others')}`,
  justNow: 'just now',
  updated: (time) => `Updated ${time}`,
  exact: (time) => `(${time})`,
  nextUpdate: (time, isOverdue) =>
    isOverdue ? `An update is late. We said we’d update you by ${time}.` : `Next update by ${time}`,
  estimate: (time, previous) =>
    previous
      ? `Expected to end about ${time} (before: ${previous})`
      : `Expected to end about ${time}`,
  workaround: 'What to do meanwhile',
  lastConfirmed(time, why) {
    switch (why) {
      case 'offline':
        return `You’re offline. Last confirmed ${time}.`;
      case 'unreachable':
        return `We can’t reach our status service. Last confirmed ${time}.`;
      case 'silent':
        return `Our status service is silent. Last confirmed ${time}.`;
      case 'unconfirmed':
        return `Last confirmed ${time}.`;
    }
  },
  offline: 'You’re offline',
  details: 'Details',
  statusPage: 'Status page',
  more: (count) => `${count} more`,
  showAll: 'Show all',
  showLess: 'Show less',
  showMore: 'Show more',
  dismiss: (title) => `Dismiss: ${title}`,
  newTab: '(new tab)',
  announce: (severity, title, sentence) =>
    `${[severity, title].filter(Boolean).join(': ')}. ${sentence}`,
  announceUpdate: (title) => `New update on ${title}.`,
};

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

function noticeText(names: string, count: number, level: Level, phase: Phase): string {
  if (phase === 'monitoring') {
    return `A fix for ${names} is in place. We’re checking that it holds.`;
  }
  return `We know ${troubleText(names, count, level)}. We’re on it.`;
}

function troubleText(names: string, count: number, level: Level): string {
  switch (level) {
    case 'major':
      return `${names} ${plural(count, 'isn’t', 'aren’t')} working`;
    case 'partial':
      return `parts of ${names} aren’t working`;
    case 'degraded':
      return `${names} ${plural(count, 'is', 'are')} slow or unreliable`;
    default:
      return `about a problem with ${names}`;
  }
}
