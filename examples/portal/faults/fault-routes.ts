import { Router } from 'express';
import type { FailedLogins } from '../login/failed-logins.ts';
import type { SessionStore } from '../login/session-store.ts';
import { answerFaultRoutes } from './answer-fault-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { counterRoutes } from './counter-routes.ts';
import { faultIndexRoutes } from './fault-index.ts';
import { formRoutes } from './form-routes.ts';
import { pageFaultRoutes } from './page-fault-routes.ts';
import { popupRoutes } from './popup-routes.ts';
import { storedRoutes } from './stored-routes.ts';

/** Everything under /pruebas. */
export function faultRoutes(sessions: SessionStore, failedLogins: FailedLogins): Router {
  return Router()
    .use(faultIndexRoutes())
    .use(formRoutes())
    .use(pageFaultRoutes())
    .use(answerFaultRoutes())
    .use(counterRoutes())
    .use(storedRoutes())
    .use(popupRoutes())
    .use(controlRoutes(sessions, failedLogins));
}
