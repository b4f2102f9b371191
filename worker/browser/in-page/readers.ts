/*
 * Functions that run inside the page, in the browser's isolated world: they see the page's elements but nothing that the
 * page's scripts did to Array, JSON or Element. Their source is sent as it stands, so they may use each other and the
 * browser's own names, and nothing else: this file imports nothing.
 */

/** Cell of a table as it is read; see `RawCell` in parsers. */
export interface ReadCell {
  text: string;
  header: boolean;
  colspan: number;
  rowspan: number;
  attributes?: Record<string, string>;
}

export interface ReadRow {
  section: 'head' | 'body' | 'foot';
  cells: ReadCell[];
}

export type ReadTable = { rows: ReadRow[] } | { problem: 'none' | 'several' | 'huge'; count: number };

/** The text that a person sees, as written (not as CSS changes its case): hidden parts left out, blocks and `br` as line ends. */
export function visibleText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? '').replace(/[ \t\r\n\f]+/g, ' ');
  if (!(node instanceof Element)) return '';
  if (/^(script|style|template|noscript|head)$/i.test(node.tagName)) return '';
  if (node.tagName === 'BR') return '\n';
  const slotted = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [];
  const inner = node.shadowRoot ?? node;
  let text = '';
  for (const child of slotted.length > 0 ? slotted : Array.from(inner.childNodes)) {
    if (child instanceof Element) {
      if (!child.checkVisibility()) continue;
      const isInline = getComputedStyle(child).display.startsWith('inline');
      text += isInline ? visibleText(child) : `\n${visibleText(child)}\n`;
    } else text += visibleText(child);
  }
  return text;
}

/** What an element says: of a field its value, of a list what is chosen, else its text. */
export function elementText(element: Element): string {
  if (element instanceof HTMLInputElement) {
    return element.type === 'checkbox' || element.type === 'radio' ? String(element.checked) : element.value;
  }
  if (element instanceof HTMLTextAreaElement) return element.value;
  if (element instanceof HTMLSelectElement)
    return Array.from(element.selectedOptions, (option) => option.text).join(', ');
  return visibleText(element);
}

/** An attribute as it is of use elsewhere: addresses whole, `value` as it is now. Null where there is none. */
export function elementAttribute(element: Element, name: string): string | null {
  if (name === 'value' && 'value' in element && typeof element.value === 'string') return element.value;
  const written = element.getAttribute(name);
  if (written === null || !/^(href|src|action|data|formaction|poster)$/i.test(name)) return written;
  try {
    return new URL(written.trim(), element.baseURI).href;
  } catch {
    return written;
  }
}

export function readValue(root: Node, { attribute }: { attribute?: string }): { value: string | null } {
  if (!(root instanceof Element)) return { value: null };
  return { value: attribute === undefined ? elementText(root) : elementAttribute(root, attribute) };
}

/** Is it a control that does nothing now? As old pagers say it: by attribute, by ARIA, by class, on itself or the `li` around it. */
export function readControl(root: Node): { disabled: boolean; secret: boolean; tag: string; type: string } {
  if (!(root instanceof Element)) return { disabled: false, secret: false, tag: '', type: '' };
  const around = root.parentElement?.tagName === 'LI' ? [root, root.parentElement] : [root];
  const disabled =
    root.matches(':disabled') ||
    root.closest('button:disabled') !== null ||
    around.some(
      (element) =>
        element.hasAttribute('disabled') ||
        element.getAttribute('aria-disabled') === 'true' ||
        /(^|[\s_-])(disabled|deshabilitado|inactivo)(\s|$)/i.test(element.getAttribute('class') ?? ''),
    );
  const kind = root.getAttribute('autocomplete') ?? '';
  const secret =
    (root instanceof HTMLInputElement && root.type === 'password') ||
    /(^|\s)(current-password|new-password|one-time-code|cc-number|cc-csc)(\s|$)/i.test(kind);
  const type = root instanceof HTMLInputElement ? root.type : '';
  return { disabled, secret, tag: root.tagName.toLowerCase(), type };
}

/** Marks a field as one that no picture may show. */
export function markSecret(root: Node): { marked: boolean } {
  if (!(root instanceof Element)) return { marked: false };
  root.setAttribute('data-sri-secret', '');
  return { marked: true };
}

/** The options of a list, and whether it takes several; null for what is no list. */
export function readOptions(root: Node): { several: boolean; options: { text: string; value: string }[] } | null {
  if (!(root instanceof HTMLSelectElement)) return null;
  const options = Array.from(root.options, ({ text, value }) => ({ text, value }));
  return { several: root.multiple, options };
}

/** The elements that a step may have meant: a few hundred at most, each with what names it. */
export function readOutline(root: Node): { elements: { css: string; text: string; names: string[] }[] } {
  const scope = root instanceof Element || root instanceof Document ? root : document;
  const elements: { css: string; text: string; names: string[] }[] = [];
  const wanted = 'a,button,input,select,textarea,table,h1,h2,label,iframe,[role],[id],[data-testid]';
  for (const element of scope.querySelectorAll(wanted)) {
    if (elements.length >= 400) break;
    if (!element.checkVisibility()) continue;
    const names = ['id', 'name', 'class', 'aria-label', 'placeholder', 'title', 'data-testid']
      .map((name) => element.getAttribute(name) ?? '')
      .filter((value) => value !== '');
    const isField = /^(input|select|textarea)$/i.test(element.tagName);
    const text = isField || element.childElementCount > 10 ? '' : (element.textContent ?? '').trim().slice(0, 60);
    const id = element.id === '' ? '' : `#${element.id}`;
    elements.push({ css: `${element.tagName.toLowerCase()}${id}`, text, names });
  }
  return { elements };
}

/** A cell's text; a cell that only holds a field or a picture says the field's value or the picture's text. */
export function cellText(cell: Element): string {
  const text = cell.childElementCount === 0 ? (cell.textContent ?? '') : visibleText(cell);
  if (/\S/.test(text)) return text;
  const field = cell.querySelector('input:not([type=hidden]),select,textarea');
  return field === null ? (cell.querySelector('img[alt]')?.getAttribute('alt') ?? '') : elementText(field);
}

export function readTable(root: Node, { attributes }: { attributes: string[] }): ReadTable {
  if (!(root instanceof Element)) return { problem: 'none', count: 0 };
  const grids = '[role=table],[role=grid],[role=treegrid]';
  const own = root.closest('table') ?? (root.matches(grids) ? root : null);
  const inside = own === null ? Array.from(root.querySelectorAll(`table,${grids}`)) : [own];
  const outermost = inside.filter((table) => !inside.some((other) => other !== table && other.contains(table)));
  const [table] = outermost;
  if (table === undefined || outermost.length > 1)
    return { problem: table === undefined ? 'none' : 'several', count: outermost.length };

  const isHtml = table instanceof HTMLTableElement;
  const rowElements = isHtml ? Array.from(table.rows) : Array.from(table.querySelectorAll('[role=row]'));
  const cellRoles = '[role=cell],[role=gridcell],[role=columnheader],[role=rowheader]';
  const rows: ReadRow[] = [];
  let size = 0;
  for (const row of rowElements) {
    // A row that is not drawn was filtered away, or waits to be unfolded.
    if (row.getClientRects().length === 0) continue;
    const cellElements =
      row instanceof HTMLTableRowElement ? Array.from(row.cells) : Array.from(row.querySelectorAll(cellRoles));
    const cells = cellElements.map((cell): ReadCell => {
      const text = cellText(cell);
      size += text.length + 40;
      const found: Record<string, string> = {};
      for (const name of attributes) {
        const holder = cell.hasAttribute(name) ? cell : cell.querySelector(`[${CSS.escape(name)}]`);
        const value = holder === null ? null : elementAttribute(holder, name);
        if (value !== null) found[name] = value;
      }
      const span = (name: string): number => Number(cell.getAttribute(name) ?? 1) || 1;
      return {
        text,
        header: cell.tagName === 'TH' || cell.getAttribute('role') === 'columnheader',
        colspan: cell instanceof HTMLTableCellElement ? cell.colSpan : span('aria-colspan'),
        rowspan: cell instanceof HTMLTableCellElement ? cell.rowSpan : span('aria-rowspan'),
        ...(attributes.length > 0 ? { attributes: found } : {}),
      };
    });
    if (size > 40_000_000) return { problem: 'huge', count: rows.length };
    const parent = row.parentElement?.tagName;
    rows.push({ section: parent === 'THEAD' ? 'head' : parent === 'TFOOT' ? 'foot' : 'body', cells });
  }
  return { rows };
}
