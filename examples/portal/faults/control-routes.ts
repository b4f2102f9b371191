import { Router } from 'express';
import type { FailedLogins } from '../login/failed-logins.ts';
import type { SessionStore } from '../login/session-store.ts';

/** What a test does to the site from outside: end all sessions, unlock all accounts, look at both. */
export function controlRoutes(sessions: SessionStore, failedLogins: FailedLogins): Router {
  const router = Router();
  router.post('/pruebas/expirar', (_req, res) => {
    res.json({ sesionesTerminadas: sessions.endAll() });
  });
  router.post('/pruebas/desbloquear', (_req, res) => {
    failedLogins.clearAll();
    res.json({ desbloqueado: true });
  });
  router.get('/pruebas/estado.json', (_req, res) => {
    res.json({ sesiones: sessions.count(), intentosFallidos: failedLogins.counts() });
  });
  return router;
}
