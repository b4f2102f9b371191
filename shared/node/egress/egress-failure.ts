/** Why an address was not reached; what asked through a proxy cannot tell it by itself. */
export interface EgressFailure {
  kind: 'refused' | 'unresolved' | 'unreachable' | 'timeout';
  /** For people, one sentence. */
  message: string;
}
