// The pages that are opened: a portal's list as portals make it, a table with styles and a picture. A process of its own,
// so that serving it takes nothing from either side.
import { createServer, type ServerResponse } from 'node:http';

const ROWS = 60;
const CSS = `body{font:14px sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left}tr:nth-child(even){background:#f4f6f8}`;
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" fill="#2a6"/></svg>';
const SCRIPT = `document.querySelector('#total').textContent = [...document.querySelectorAll('td.kg')]
  .reduce((sum, cell) => sum + Number(cell.textContent), 0);`;

function page(path: string): string {
  const rows = Array.from(
    { length: ROWS },
    (_, row) => `<tr><td>L-${row}</td><td>Soja 26/27</td><td class="kg">${27_000 + row * 13}</td><td>${path}</td></tr>`,
  ).join('');
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Liquidaciones</title>
<link rel="stylesheet" href="/estilo.css"></head><body><img src="/logo.svg" alt=""><h1>Liquidaciones</h1>
<table><thead><tr><th>Número</th><th>Producto</th><th>Kg</th><th>Página</th></tr></thead><tbody>${rows}</tbody></table>
<p>Total: <b id="total"></b></p><script src="/total.js"></script></body></html>`;
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
}

createServer((request, response) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/estilo.css') send(response, 'text/css', CSS);
  else if (path === '/logo.svg') send(response, 'image/svg+xml', LOGO);
  else if (path === '/total.js') send(response, 'text/javascript', SCRIPT);
  else if (path === '/health') send(response, 'application/json', '{}');
  else send(response, 'text/html', page(path));
}).listen(Number(process.env['PORT']), '127.0.0.1');
