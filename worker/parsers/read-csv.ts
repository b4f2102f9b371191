const SEPARATORS = [';', ',', '\t', '|'] as const;

/** The separator that stands most often in the first line, outside quotes. */
export function guessSeparator(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = SEPARATORS.map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ';';
}

/** Lines of cells (RFC 4180, any separator and line end, a byte order mark left out); empty lines are none. */
export function readCsvLines(text: string, separator = guessSeparator(text)): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    line.push(cell);
    cell = '';
  };
  const endLine = (): void => {
    endCell();
    if (line.some((value) => value !== '')) lines.push(line);
    line = [];
  };
  const body = text.replace(/^\ufeff/, '');
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (body[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endLine();
    else if (sign !== '\r') cell += sign;
  }
  endLine();
  return lines;
}

/** Rows under the names of the first line; a column without a name is `columna 3`, a second of one name gets its number. */
export function readCsvRows(text: string, separator?: string): Record<string, string>[] {
  const [names = [], ...rows] = readCsvLines(text, separator);
  const taken = new Set<string>();
  const columns = names.map((given, at) => {
    const name = given.trim() === '' ? `columna ${at + 1}` : given.trim();
    const free = taken.has(name) ? `${name} (${at + 1})` : name;
    taken.add(free);
    return free;
  });
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ''])));
}
