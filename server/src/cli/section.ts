/** A title and rows in columns below it; nothing where there are no rows. */
export function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(
    ([id = '', status = '', name = '']) =>
      `  ${id.padEnd(width(0))}  ${status.padEnd(width(1))}  ${name}`,
  );
  return ['', title, ...lines];
}
