import { SUPPLIERS } from '../data/suppliers.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { tableHead } from '../table-head.ts';

export interface LoginPageParts {
  user?: string;
  /** The path to open after the login. */
  returnPath: string;
  /** What went wrong with the last try. */
  fault?: string;
  /** Something to know that is nobody's mistake: the session ended, or was closed. */
  notice?: string | undefined;
}

/** The login form, with the practice accounts beside it. */
export function loginPage({ user = '', returnPath, fault, notice }: LoginPageParts): string {
  return page({
    title: 'Ingreso de proveedores',
    content: html`<div class="ingreso">
      <form class="caja" method="post" action="/ingresar" id="form-ingreso">
        <h2>Identifíquese</h2>
        ${notice !== undefined && html`<p class="mensaje" id="aviso-ingreso" role="status">${notice}</p>`}
        ${fault !== undefined && html`<p class="mensaje error" id="error-ingreso" role="alert">${fault}</p>`}
        <label for="usuario">Usuario</label>
        <input type="text" id="usuario" name="usuario" value="${user}" autocomplete="username" maxlength="60" />
        <label for="clave">Contraseña</label>
        <input type="password" id="clave" name="clave" autocomplete="current-password" maxlength="60" />
        <input type="hidden" name="volver" value="${returnPath}" />
        <button type="submit" id="btnIngresar">Ingresar</button>
      </form>
      <div class="caja practica" id="caja-practica">
        <h2>Sitio de práctica</h2>
        <p>La firma y los datos son inventados. Ingrese con una de estas cuentas:</p>
        ${practiceAccounts()}
        <p class="chico">Cada cuenta ve solamente los datos de su empresa.</p>
      </div>
    </div>`,
  });
}

function practiceAccounts(): Html {
  const rows = SUPPLIERS.map(
    ({ user, password, firm }) =>
      html`<tr>
        <td><code>${user}</code></td>
        <td><code>${password}</code></td>
        <td>${firm}</td>
      </tr>`,
  );
  return html`<table class="datos">
    ${tableHead(['Usuario', 'Contraseña', 'Empresa'])}
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
