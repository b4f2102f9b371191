import type { Html } from './html.ts';
import { html } from './html.ts';

/** A table's head row. Columns named in `numeric` are set to the right, as their cells (`td.num`) are. */
export function tableHead(labels: readonly string[], numeric: readonly string[] = []): Html {
  const cells = labels.map((label) => html`<th scope="col" class="${numeric.includes(label) && 'num'}">${label}</th>`);
  return html`<thead>
    <tr>
      ${cells}
    </tr>
  </thead>`;
}
