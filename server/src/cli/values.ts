import type {ComponentClaim, ComponentStatus} from '../document.js';
import {UsageError} from './command.js';

const unitMs: Readonly<Record<string, number>> = {m: 60_000, h: 3_600_000, d: 86_400_000};

/**
 * Parses a time.
 *
 * @param text "30m", "2h" or "1d" from now, or a date and time, which is local unless it names a
 * zone.
 * @param now milliseconds since 1970.
 * @returns RFC 3339 with Z.
 * @throws {UsageError} if the text is neither.
 */
export function parseTime(option: string, text: string, now: number): string {
  const [, amount, unit = ''] = /^\+?(\d{1,6})([mhd])$/.exec(text) ?? [];
  const relative = amount === undefined ? undefined : now + Number(amount) * (unitMs[unit] ?? 0);
  const absolute = /^\d{4}-\d\d-\d\d[T ]\d/.test(text) ? Date.parse(text) : Number.NaN;
  const time = relative ?? absolute;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new UsageError(
    `--${option} takes a time like 30m, 2h, 1d or "2026-11-21 22:00", not "${text}".`,
  );
}

/** The status that components usually have during an incident of some impact. */
const statusOfImpact: Readonly<Record<string, ComponentStatus>> = {
  none: 'operational',
  maintenance: 'under_maintenance',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};

/**
 * Parses "payments" or "payments=major_outage" into claims. The server checks the values.
 *
 * @param impact decides the status where none is written.
 */
export function parseClaims(
  components: readonly string[],
  impact: string,
): readonly ComponentClaim[] {
  return components.map((component) => {
    const [id = '', status = statusOfImpact[impact]] = component.split('=', 2);
    return {id, status: status as ComponentStatus};
  });
}
