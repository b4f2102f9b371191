import type { Request, Response } from 'express';
import { Router } from 'express';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { readField, readFields } from '../read-field.ts';
import { testPage } from './test-page.ts';

/** Every field of the form, in the order in which it is shown as received. */
const FIELDS = [
  'nombre',
  'localidad',
  'correo',
  'clave',
  'fecha',
  'toneladas',
  'observaciones',
  'puerto',
  'granos',
  'terminos',
  'avisos',
  'pago',
  'archivo',
] as const;

/** A form with all kinds of fields; what arrives is shown as text, a line a field, in `#recibido`. */
export function formRoutes(): Router {
  const show = (req: Request, res: Response): void => {
    const menuChoice = readField(req.query, 'menu');
    const content = html`${hoverMenu()}
      <p>Opción del menú: <b id="opcion-menu">${menuChoice === '' ? 'ninguna' : menuChoice}</b></p>
      ${
        req.method === 'POST' &&
        html`<h2>Datos recibidos</h2>
          <pre id="recibido">${receivedText(req.body)}</pre>`
      }
      <div class="columnas">${form()} ${roleTargets()}</div>
      <script src="/estatico/formulario.js"></script>`;
    res.send(testPage('Formulario', content));
  };
  return Router().get('/pruebas/formulario', show).post('/pruebas/formulario', show);
}

/** `nombre: Ana` a line; several values as `granos: Soja | Maíz`, none as `avisos: -`. */
function receivedText(body: unknown): string {
  return FIELDS.map((name) => {
    const values = readFields(body, name).filter((value) => value !== '');
    return `${name}: ${values.length === 0 ? '-' : values.join(' | ')}`;
  }).join('\n');
}

function hoverMenu(): Html {
  const items = ['Exportar', 'Imprimir', 'Archivar'].map(
    (label) => html`<li><a href="/pruebas/formulario?menu=${label}">${label}</a></li>`,
  );
  return html`<div class="desplegable" id="menu-acciones">
    <span tabindex="0">Acciones</span>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function form(): Html {
  return html`<form class="caja" id="form-prueba" method="post" action="/pruebas/formulario">
    <label for="nombre">Nombre y apellido</label>
    <input type="text" id="nombre" name="nombre" />
    <input type="text" name="localidad" placeholder="Localidad" />
    <label>Correo electrónico <input type="email" name="correo" /></label>
    <label for="clave-prueba">Clave</label>
    <input type="password" id="clave-prueba" name="clave" />
    <label for="fecha">Fecha</label>
    <input type="date" id="fecha" name="fecha" />
    <label for="toneladas">Toneladas</label>
    <input type="number" id="toneladas" name="toneladas" step="0.01" />
    <label for="observaciones">Observaciones</label>
    <textarea id="observaciones" name="observaciones" rows="3"></textarea>
    <label for="puerto">Puerto</label>
    <select id="puerto" name="puerto">
      <option value="">Elija un puerto</option>
      <option value="TIM">Timbúes</option>
      <option value="QQN">Quequén</option>
      <option value="BBL">Bahía Blanca</option>
    </select>
    <label for="granos">Granos</label>
    <select id="granos" name="granos" multiple size="4">
      <option>Soja</option>
      <option>Maíz</option>
      <option>Trigo</option>
      <option>Girasol</option>
    </select>
    <label class="opcion"><input type="checkbox" name="terminos" value="si" /> Acepto los términos</label>
    <label class="opcion"><input type="checkbox" name="avisos" value="si" checked /> Recibir avisos</label>
    <fieldset>
      <legend>Forma de pago</legend>
      <label class="opcion"><input type="radio" name="pago" value="transferencia" checked /> Transferencia</label>
      <label class="opcion"><input type="radio" name="pago" value="cheque" /> Cheque</label>
      <label class="opcion"><input type="radio" name="pago" value="canje" /> Canje</label>
    </fieldset>
    <label for="archivo">Archivo (llega solamente el nombre)</label>
    <input type="file" id="archivo" name="archivo" />
    <button type="submit" data-testid="enviar">Enviar</button>
  </form>`;
}

function roleTargets(): Html {
  return html`<div class="caja">
    <h2>Otros controles</h2>
    <p><span role="button" tabindex="0" aria-label="Calcular flete">Calcular</span></p>
    <p><button type="button" title="Actualizar cotizaciones">&#8635;</button></p>
    <p><a href="#resultado" data-testid="enlace-ayuda">Ayuda</a></p>
    <p><input type="text" id="tecla" aria-label="Tecla" placeholder="Presione una tecla" /></p>
    <p id="resultado">Sin acciones</p>
  </div>`;
}
