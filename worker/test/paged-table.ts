const PAGES = 3;
const ROWS = 2;

const rowsOf = (page: number): string =>
  Array.from({ length: ROWS }, (_, at) => {
    const number = `L-${page}${at + 1}`;
    return `<tr><td><a class="pdf" data-id="${number}" href="/archivo?n=${number}.pdf">${number}</a></td><td>${page}${at + 1},00</td></tr>`;
  }).join('');

/** How the pager says that there is no next page. */
const LAST: Record<string, string> = {
  ausente: '',
  atributo: '<button class="siguiente" disabled>Siguiente</button>',
  aria: '<a class="siguiente" aria-disabled="true" href="?p=1">Siguiente</a>',
  clase: '<ul><li class="page-item disabled"><a class="siguiente" href="#">Siguiente</a></li></ul>',
};

/** A table over several pages, each a document of its own: `fin` says how the pager ends, `p` the page, `gemelo` repeats a row. */
export function tablePage(url: URL): string {
  const end = url.searchParams.get('fin') ?? 'ausente';
  const asked = Number(url.searchParams.get('p') ?? 1);
  // A pager that leads nowhere shows the last page again; one that goes in a circle starts anew.
  const page = end === 'circulo' ? ((asked - 1) % PAGES) + 1 : Math.min(asked, PAGES);
  const next = `<a class="siguiente" href="/tabla?fin=${end}&p=${asked + 1}${url.searchParams.has('gemelo') ? '&gemelo' : ''}">Siguiente</a>`;
  const pager = page < PAGES || end === 'circulo' || end === 'misma' ? next : (LAST[end] ?? '');
  const twin = url.searchParams.has('gemelo') ? '<tr><td>L-11</td><td>11,00</td></tr>' : '';
  return `<title>Liquidaciones</title><h1>Liquidaciones</h1><table class="resultados"><thead><tr><th>Número</th><th>Importe</th></tr></thead>
    <tbody>${rowsOf(page)}${page === 2 ? twin : ''}</tbody></table>${pager}`;
}
