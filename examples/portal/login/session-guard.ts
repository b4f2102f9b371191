import type { Request, Response } from 'express';
import { generateSupplierData } from '../data/supplier-data.ts';
import { SUPPLIERS } from '../data/suppliers.ts';
import type { Guard, Visit } from '../visit.ts';
import { clearSessionCookie, readSessionCookie, sendSessionCookie } from './session-cookie.ts';
import type { SessionStore } from './session-store.ts';

/** A guard over these sessions; `cookieSeconds` renews the cookie on every visit. */
export function createGuard(sessions: SessionStore, cookieSeconds: number | undefined): Guard {
  const everybody = new Map<string, Visit>(
    SUPPLIERS.map((supplier) => [supplier.user, { supplier, data: generateSupplierData(supplier) }]),
  );
  return (handler) => (req, res) => {
    const id = readSessionCookie(req);
    const session = id === undefined ? undefined : sessions.visit(id);
    const visit = session === undefined ? undefined : everybody.get(session.user);
    if (id === undefined || visit === undefined) return sendToLogin(req, res, id !== undefined);
    res.setHeader('Cache-Control', 'no-store');
    if (cookieSeconds !== undefined) sendSessionCookie(res, id, cookieSeconds);
    return handler(visit, req, res);
  };
}

/** Everything that needs a session answers like this without one, downloads and frames too, as old sites do. */
function sendToLogin(req: Request, res: Response, hadCookie: boolean): void {
  const query = new URLSearchParams({ volver: req.originalUrl });
  if (hadCookie) {
    query.set('motivo', 'vencida');
    clearSessionCookie(res);
  }
  res.redirect(302, `/ingresar?${query.toString()}`);
}
