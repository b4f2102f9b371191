/** Why the egress guard did not reach an address; a browser behind a proxy cannot tell it by itself. */
export interface EgressFailure {
  kind: 'refused' | 'unresolved' | 'unreachable' | 'timeout';
  /** For people, one sentence. */
  message: string;
}

/** Response header with the `kind` on the page that the guard answers with (plain http only). */
export const EGRESS_HEADER = 'x-sri-egress';

export const EGRESS_STATUS: Record<EgressFailure['kind'], number> = {
  refused: 403,
  unresolved: 502,
  unreachable: 502,
  timeout: 504,
};
