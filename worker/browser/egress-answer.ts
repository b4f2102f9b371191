import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';

/** Response header with the `kind` on the page that the guard answers with (plain http only). */
export const EGRESS_HEADER = 'x-sri-egress';

export const EGRESS_STATUS: Record<EgressFailure['kind'], number> = {
  refused: 403,
  unresolved: 502,
  unreachable: 502,
  timeout: 504,
};
