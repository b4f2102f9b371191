import { testFlow as endpoint } from '@sri/shared/protocol/api/flows.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { testFlow, type TestContext } from './test-flow.ts';

/** POST /api/flows/test: it makes a version and an execution of it. */
export function testRoutes(route: RouteMaker, context: TestContext): Route[] {
  return [route(endpoint, ({ caller, body }) => testFlow(context, caller, body))];
}
