import { testFlow } from '@sri/shared/protocol/api/flows.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { tryFlow, type TrialContext } from './try-flow.ts';

/** POST /api/flows/test: it makes a version and an execution of it. */
export function trialRoutes(route: RouteMaker, context: TrialContext): Route[] {
  return [route(testFlow, ({ caller, body }) => tryFlow(context, caller, body))];
}
