/** Formats milliseconds for people: "3 s", "1.5 s". */
export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
