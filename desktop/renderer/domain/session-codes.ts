/** Errors whose one cure is that a person logs in at the portal again. */
export const SESSION_CODES: readonly string[] = [
  'session_not_found',
  'session_plain_refused',
  'login_required',
  'login_refused',
  'provider_not_connected',
];
