import { changeSettings, getSettings } from '@sri/shared/protocol/api/settings.ts';
import type { Database } from '../../db/transaction.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { changeOrgSettings, readOrgSettings } from './org-settings.ts';

/** What holds for everybody in the organisation. */
export function settingsRoutes(route: RouteMaker, db: Database): Route[] {
  return [
    route(getSettings, ({ caller }) => readOrgSettings(db, caller)),
    route(changeSettings, ({ caller, body }) => changeOrgSettings(db, caller, body)),
  ];
}
