/** Prints a table below the tests. */
export function printTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [title, line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
