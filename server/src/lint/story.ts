import {POSTMORTEM_NEWS} from 'outage-widgets/protocol.js';
import {should} from '../findings/finding.js';
import type {Finding} from '../findings/finding.js';
import {timeOf} from '../json.js';
import type {LintedEvent} from './event.js';

/**
 * Checks whether an event tells what readers want to know: what fails, until when, and when there
 * will be more news.
 */
export function storyFindings(event: LintedEvent, now: number): readonly Finding[] {
  if (event.over) return overFindings(event, now);
  return [
    ...textFindings(event),
    ...(event.kind === 'incident' ? promiseFindings(event, now) : windowFindings(event, now)),
    ...estimateFindings(event, now),
  ];
}

const dayMs = 86_400_000;

function overFindings({kind, label, json, ext, status, saidAt}: LintedEvent, now: number) {
  const at = timeOf(json, 'resolved_at') ?? saidAt;
  if (status === 'postmortem' || at === undefined || now - at <= dayMs) return [];
  const reportedAt = timeOf(ext['postmortem'], 'published_at');
  if (reportedAt !== undefined && now - reportedAt < POSTMORTEM_NEWS) return [];
  return [
    should({
      rule: 'over',
      section: '1.1',
      what: `${label} is over for more than a day.`,
      cost: 'Old news hides the new, and everybody loads it.',
      remedy: `Take the ${kind} out and keep it on the status page; 15 minutes are enough here.`,
    }),
  ];
}

function textFindings({label, updates}: LintedEvent): readonly Finding[] {
  if (updates.some(({body}) => body.trim() !== '')) return [];
  return [
    should({
      rule: 'text',
      what: `${label} has no text.`,
      cost: 'Readers learn that something is wrong, and not what they cannot do.',
      remedy: 'Say in one sentence what does not work, even if no more is known.',
    }),
  ];
}

function promiseFindings({label, ext, saidAt}: LintedEvent, now: number): readonly Finding[] {
  const promised = timeOf(ext, 'next_update_at');
  if (promised === undefined) {
    return [
      should({
        rule: 'promise',
        section: '1.2',
        what: `${label} does not say when there will be more news.`,
        cost: 'Readers come back again and again to look.',
        remedy:
          'Promise the next one in 20 to 30 minutes (ext.next_update_at, --next-update 30m), ' +
          'even if nothing will be new.',
      }),
    ];
  }
  // An update after the promised time keeps the promise, even if late.
  if (promised >= now || (saidAt ?? 0) > promised) return [];
  return [
    should({
      rule: 'promise',
      section: '1.2',
      what: `${label} promised news ${ago(now - promised)} ago.`,
      cost: 'Readers see that the update is late.',
      remedy: 'Say something now, and promise anew.',
    }),
  ];
}

function estimateFindings({label, ext}: LintedEvent, now: number): readonly Finding[] {
  const at = timeOf(ext['eta'], 'at');
  if (at === undefined || at >= now) return [];
  return [
    should({
      rule: 'estimate',
      section: '1.2',
      what: `The estimated end of ${label} passed ${ago(now - at)} ago.`,
      cost: 'Readers planned with it, and now trust no other.',
      remedy: 'Move ext.eta.at and keep the old one as previous_at, or take it out.',
    }),
  ];
}

function windowFindings({label, json, status}: LintedEvent, now: number): readonly Finding[] {
  const start = timeOf(json, 'scheduled_for');
  const end = timeOf(json, 'scheduled_until');
  if (end === undefined) {
    return [
      should({
        rule: 'window',
        section: '1.1',
        what: `${label} has no end.`,
        cost: 'Readers cannot plan around it.',
        remedy: 'Set scheduled_until to when it is over at the latest.',
      }),
    ];
  }
  if (end < now) {
    return [
      should({
        rule: 'window',
        section: '1.1',
        what: `${label} should have ended ${ago(now - end)} ago, and is ${status}.`,
        cost: 'Readers see that it takes longer than planned.',
        remedy: 'Complete it, or move scheduled_until and say why.',
      }),
    ];
  }
  if (status !== 'scheduled' || start === undefined || start >= now) return [];
  return [
    should({
      rule: 'window',
      section: '1.1',
      what: `${label} should have begun ${ago(now - start)} ago, and is scheduled.`,
      cost: 'Readers see it as due, and do not know whether it has begun.',
      remedy: 'Set it to in_progress, or move scheduled_for.',
    }),
  ];
}

function ago(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
