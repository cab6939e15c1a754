/** Writes a time as RFC 3339; undefined for one that nobody has stated. */
export function toTime(ms: number): string;
export function toTime(ms: number | undefined): string | undefined;
export function toTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
