// @ts-check
// Figures: how they are summed up and how they are printed.

/** @param {readonly number[]} values @param {number} share 0.5 is the median */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place % 1);
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/** @param {number} value */
export const ms = (value) => `${value.toFixed(Math.abs(value) < 1 ? 3 : 1)} ms`;

/** @param {number} bytes 1 kB is 1,000 of them */
export const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {number} ratio */
export const times = (ratio) => `${ratio.toFixed(2)} ×`;

/** @param {number} share */
export const percent = (share) => `${(share * 100).toFixed(2)} %`;

/** @param {readonly Record<string, string | number>[]} rows */
export function table(rows) {
  const heads = Object.keys(rows[0] ?? {});
  const columns = heads.map((head) => {
    const cells = [head, ...rows.map((row) => String(row[head]))];
    const width = Math.max(...cells.map((cell) => cell.length));
    return cells.map((cell) => (head === heads[0] ? cell.padEnd(width) : cell.padStart(width)));
  });
  const lines = ['', ...rows].map((_, line) => columns.map((cells) => cells[line]).join('   '));
  return lines.map((line) => `  ${line}`).join('\n');
}
