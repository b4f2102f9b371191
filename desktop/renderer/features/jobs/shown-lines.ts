import { foldText } from '../../ui/fold-text.ts';
import type { LogLine } from './log-lines.ts';

export interface LineFilter {
  level: 'all' | 'warn';
  query: string;
}

/** Gives the lines that a filter lets through. */
export type ShowLines = (lines: readonly LogLine[], filter: LineFilter) => readonly LogLine[];

function testOf({ level, query }: LineFilter): (line: LogLine) => boolean {
  const words = foldText(query.trim()).split(/\s+/);
  return (line) => {
    if (level === 'warn' && line.level !== 'warn' && line.level !== 'error') return false;
    const folded = foldText(line.text);
    return words.every((word) => folded.includes(word));
  };
}

/**
 * Filters a log that grows: of one that is the last one with more lines at its end, and perhaps fewer at its start, only
 * the new lines are looked at.
 */
export function createShowLines(): ShowLines {
  let before: readonly LogLine[] = [];
  let filter: LineFilter = { level: 'all', query: '' };
  let shown: readonly LogLine[] = [];
  let test = testOf(filter);

  return (lines, wanted) => {
    if (wanted.level === 'all' && wanted.query.trim() === '') return lines;
    const last = before.at(-1);
    const same = wanted.level === filter.level && wanted.query === filter.query;
    if (!same) test = testOf(wanted);
    const known = same && last !== undefined ? lines.lastIndexOf(last) : -1;
    const fresh = lines.slice(known + 1).filter(test);
    const [first] = lines;
    const gone = before[0] === first || first === undefined ? 0 : before.indexOf(first);
    const left = new Set(before.slice(0, gone));
    const kept = known < 0 ? [] : gone === 0 ? shown : shown.filter((line) => !left.has(line));
    shown = fresh.length === 0 && known >= 0 ? kept : [...kept, ...fresh];
    before = lines;
    filter = wanted;
    return shown;
  };
}
