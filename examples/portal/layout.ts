import { formatDay } from './data/calendar.ts';
import { CUT_OFF } from './data/market.ts';
import { PORTAL_FIRM } from './data/suppliers.ts';
import type { Html } from './html.ts';
import { html, toText } from './html.ts';
import type { Visit } from './visit.ts';

const MENU = [
  { path: '/inicio', label: 'Inicio' },
  { path: '/contratos', label: 'Contratos' },
  { path: '/liquidaciones', label: 'Liquidaciones' },
  { path: '/cupos', label: 'Cupos' },
  { path: '/entregas', label: 'Entregas' },
] as const;

export interface PageParts {
  title: string;
  content: Html;
  /** Who is signed in: shows the name, the way out and the menu. */
  visit?: Visit;
}

/** A whole page of the site: banner, menu (when signed in), title, content, foot. */
export function page(parts: PageParts): string {
  const { title, content, visit } = parts;
  return document(
    title,
    html`<body>
      <div id="cabezal">
        <img src="/estatico/espiga.svg" alt="" width="34" height="44" />
        <div class="marca"><b>Cerealera del Plata</b><span>Extranet de Proveedores</span></div>
        ${visit !== undefined && whoIsThere(visit)}
      </div>
      <div id="cuerpo">
        ${visit !== undefined && menu(title)}
        <div id="contenido">
          <h1>${title}</h1>
          ${content}
        </div>
      </div>
      <div id="pie">
        ${PORTAL_FIRM.name} · CUIT ${PORTAL_FIRM.cuit} · ${PORTAL_FIRM.address}<br />
        Datos al ${formatDay(CUT_OFF)} · Sitio de práctica: la firma, las personas y los datos son inventados
      </div>
    </body>`,
  );
}

/** A page that is shown inside another one's iframe: no banner, no menu, no name. */
export function framePage(title: string, content: Html): string {
  return document(
    title,
    html`<body class="marco">
      <h2>${title}</h2>
      ${content}
    </body>`,
  );
}

function document(title: string, body: Html): string {
  const head = html`<head>
    <meta charset="utf-8" />
    <title>${title} - Cerealera del Plata - Extranet de Proveedores</title>
    <link rel="stylesheet" href="/estatico/portal.css" />
    <link rel="stylesheet" href="/estatico/tables.css" />
    <link rel="stylesheet" href="/estatico/forms.css" />
    <link rel="icon" href="/estatico/espiga.svg" type="image/svg+xml" />
  </head>`;
  return toText(
    html`<!doctype html>
      <html lang="es-AR">
        ${head}${body}
      </html>`,
  );
}

function whoIsThere({ supplier }: Visit): Html {
  return html`<div class="conectado">
    <div><span id="usuario-conectado">${supplier.person}</span> <a id="salir" href="/salir">Cerrar sesión</a></div>
    <div class="empresa">${supplier.firm} · CUIT ${supplier.cuit}</div>
  </div>`;
}

function menu(title: string): Html {
  const items = MENU.map(
    ({ path, label }) =>
      html`<li><a href="${path}" aria-current="${label === title ? 'page' : 'false'}">${label}</a></li>`,
  );
  return html`<nav id="menu" aria-label="Menú principal">
    <ul>
      ${items}
    </ul>
  </nav>`;
}
