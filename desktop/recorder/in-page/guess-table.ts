import { dataName } from '@sri/shared/model/data-name.ts';
import type { Described, TableGuess } from '../messages.ts';
import type { Capture } from './capture-context.ts';
import { describeContext } from './context-text.ts';
import { isVisible } from './look.ts';
import { elementText, normalText } from './normal-text.ts';

const GRIDS = 'table,[role="table"],[role="grid"],[role="treegrid"]';
const CELLS = '[role="cell"],[role="gridcell"],[role="columnheader"],[role="rowheader"]';
const SAMPLE_ROWS = 5;
const NEXT =
  /^(?:siguiente|pr[oó]xim[oa]|next|adelante|m[aá]s|ver m[aá]s|cargar m[aá]s|mostrar m[aá]s|load more|show more)\b|^(?:›|»|>|>>|→|▶)$/i;

/** The table that an element is in, or is. */
export function tableAround(element: Element): Element | null {
  return element.closest(GRIDS);
}

const rowsOf = (table: Element): Element[] =>
  table instanceof HTMLTableElement ? [...table.rows] : [...table.querySelectorAll('[role="row"]')];
const cellsOf = (row: Element): Element[] =>
  row instanceof HTMLTableRowElement ? [...row.cells] : [...row.querySelectorAll(CELLS)];
const isHeader = (cell: Element): boolean => cell.tagName === 'TH' || cell.getAttribute('role') === 'columnheader';

/** A name for a column by its header, numbered where there is none or another has it. */
export function columnName(header: string, index: number, taken: Set<string>): string {
  const base = dataName(header, `columna_${index + 1}`);
  let name = base;
  for (let next = 2; taken.has(name); next += 1) name = `${base}_${next}`;
  taken.add(name);
  return name;
}

const clickable = (element: Element): boolean => element.matches('a,button,input,[role="button"],[onclick]');

/** The control that turns the table's page: by its words or sign, the nearest one after or around the table. */
function findNext(table: Element): Element | null {
  const words = (one: Element): string[] => [
    elementText(one, 60),
    ...['aria-label', 'title', 'value'].map((name) => normalText(one.getAttribute(name) ?? '')),
  ];
  for (
    let around: Element | null = table.parentElement, level = 0;
    around !== null && level < 4;
    around = around.parentElement, level += 1
  ) {
    const controls = [...around.querySelectorAll('a,button,input[type=button],input[type=submit],[role="button"]')];
    const next = controls.filter(
      (one) => clickable(one) && isVisible(one) && !isCell(one, table) && words(one).some((text) => NEXT.test(text)),
    );
    const marked = around.querySelector('a[rel="next"]');
    if (marked !== null) return marked;
    if (next.length > 0)
      return (
        next.find((one) => (table.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0) ??
        next[0] ??
        null
      );
  }
  return null;
}

function isCell(one: Element, table: Element): boolean {
  return table.contains(one) && one.closest('tfoot') === null;
}

/** What can be guessed of a table: columns by their headers, how its page is turned, and its first rows. */
export function guessTable(table: Element, capture: Pick<Capture, 'secrets' | 'describe'>): TableGuess {
  const rows = rowsOf(table).filter((row) => row.getClientRects().length > 0);
  const isHead = (row: Element): boolean =>
    cellsOf(row).some(isHeader) && (row.closest('thead') !== null || cellsOf(row).every(isHeader));
  const heads = rows.filter(isHead);
  const body = rows.filter((row) => !isHead(row) && cellsOf(row).length > 0 && row.closest('tfoot') === null);
  const taken = new Set<string>();
  const headCells = cellsOf(heads.at(-1) ?? body[0] ?? table);
  const columns = headCells.slice(0, 200).map((cell, index) => {
    const header = heads.length === 0 ? '' : elementText(cell, 200);
    return {
      name: columnName(header, index, taken),
      ...(header === '' ? { index } : { header: header.slice(0, 200) }),
    };
  });
  const next = findNext(table);
  const described: Described | null = next === null ? null : capture.describe(next);
  return {
    columns,
    ...(described === null || described.candidates.length === 0 ? {} : { next: described }),
    sample: body.slice(0, SAMPLE_ROWS).map((row) =>
      cellsOf(row)
        .slice(0, 200)
        .map((cell) => describeContext(capture, cell)),
    ),
  };
}
