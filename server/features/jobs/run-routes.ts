import { idempotencyKeySchema, IDEMPOTENCY_HEADER, run } from '@sri/shared/protocol/api/run.ts';
import { invalidRequest, type Route, type RouteMaker } from '../../http/route.ts';
import { createJobs, type RunContext } from './create-jobs.ts';

/** The caller's Idempotency-Key, if any. Throws `invalid_request` for one that cannot be kept. */
function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const parsed = idempotencyKeySchema.safeParse(header);
  if (parsed.success) return parsed.data;
  throw invalidRequest([{ field: 'Idempotency-Key', message: parsed.error.issues[0]?.message ?? 'is not a key' }]);
}

/** POST /api/run. */
export function runRoutes(route: RouteMaker, context: RunContext): Route[] {
  return [
    route(run, ({ caller, body, request }) =>
      createJobs(context, caller, body, idempotencyKeyOf(request.get(IDEMPOTENCY_HEADER))),
    ),
  ];
}
