import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { Router } from 'express';
import type { Supplier } from '../data/suppliers.ts';
import { SUPPLIERS } from '../data/suppliers.ts';
import { readField } from '../read-field.ts';
import type { FailedLogins } from './failed-logins.ts';
import { loginPage } from './login-page.ts';
import { safeReturnPath } from './return-path.ts';
import { clearSessionCookie, readSessionCookie, sendSessionCookie } from './session-cookie.ts';
import type { SessionStore } from './session-store.ts';

export interface LoginParts {
  sessions: SessionStore;
  failedLogins: FailedLogins;
  /** Seconds that the cookie lives, or undefined for as long as the browser does. */
  cookieSeconds: number | undefined;
  log: (line: string) => void;
}

const NOTICES: Readonly<Record<string, string>> = {
  vencida: 'Su sesión ha vencido. Ingrese nuevamente para continuar.',
  salida: 'Ha cerrado su sesión.',
};

/** GET and POST /ingresar, GET /salir. */
export function loginRoutes({ sessions, failedLogins, cookieSeconds, log }: LoginParts): Router {
  const router = Router();

  router.get('/ingresar', (req, res) => {
    const returnPath = safeReturnPath(readField(req.query, 'volver'));
    const id = readSessionCookie(req);
    if (id !== undefined && sessions.visit(id) !== undefined) return res.redirect(303, returnPath);
    return res.send(loginPage({ returnPath, notice: NOTICES[readField(req.query, 'motivo')] }));
  });

  router.post('/ingresar', (req: Request, res: Response) => {
    const user = readField(req.body, 'usuario').trim();
    const password = readField(req.body, 'clave');
    const returnPath = safeReturnPath(readField(req.body, 'volver'));
    const refuse = (status: number, fault: string): void => {
      log(`login of ${JSON.stringify(user)} refused: ${fault}`);
      res.status(status).send(loginPage({ user, returnPath, fault }));
    };

    if (user === '' || password === '') return refuse(400, 'Complete el usuario y la contraseña.');
    if (failedLogins.isLocked(user)) return refuse(403, lockedText(failedLogins.counts()[user]));
    const supplier = findSupplier(user, password);
    if (supplier === undefined) {
      const failures = failedLogins.add(user);
      if (failedLogins.isLocked(user)) return refuse(403, lockedText(failures));
      return refuse(401, `Usuario o contraseña incorrectos. Intentos fallidos: ${failures}.`);
    }

    failedLogins.clear(user);
    const before = readSessionCookie(req);
    if (before !== undefined) sessions.end(before);
    sendSessionCookie(res, sessions.open(supplier.user), cookieSeconds);
    log(`login of ${JSON.stringify(user)}`);
    return res.redirect(303, returnPath);
  });

  router.get('/salir', (req, res) => {
    const id = readSessionCookie(req);
    if (id !== undefined) sessions.end(id);
    clearSessionCookie(res);
    res.redirect(303, '/ingresar?motivo=salida');
  });

  return router;
}

function lockedText(failures = 0): string {
  return `Cuenta bloqueada después de ${failures} intentos fallidos. Comuníquese con la mesa de ayuda.`;
}

function findSupplier(user: string, password: string): Supplier | undefined {
  const supplier = SUPPLIERS.find((candidate) => candidate.user === user);
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return supplier !== undefined && timingSafeEqual(digest(supplier.password), digest(password)) ? supplier : undefined;
}
