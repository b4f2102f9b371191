import { AppError } from '@sri/shared/errors.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { httpRequest, type HttpWay } from '../../client/http-request.ts';
import type { Certificate, ServerCheck, ServerFault } from '../../contract/servers.ts';
import { originsFor } from './server-address.ts';

/** What Chromium's network says, in terms of what a person can do about it. */
const FAULTS: readonly [RegExp, ServerFault][] = [
  [/ERR_CERT_DATE_INVALID/, 'certificate_expired'],
  [/ERR_CERT_COMMON_NAME_INVALID/, 'certificate_name'],
  [/ERR_CERT_AUTHORITY_INVALID/, 'certificate_unknown'],
  [/ERR_CERT_|ERR_SSL_.*CERT|ERR_BAD_SSL_CLIENT_AUTH_CERT/, 'certificate_other'],
  [/ERR_NAME_NOT_RESOLVED/, 'name_unknown'],
];

function faultOf(error: unknown): ServerFault {
  if (!(error instanceof AppError) || error.code !== 'server_unreachable') return 'not_sri';
  const text = String(error.cause);
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'unreachable';
}

export interface CheckOptions {
  fetch: HttpWay['fetch'];
  /** The certificate that a host showed last. */
  certificateOf: (host: string) => Certificate | null;
}

/** Looks whether SRI answers at what a person typed, and over what kind of connection. A bad certificate is never passed over. */
export async function checkServer(typed: string, { fetch, certificateOf }: CheckOptions): Promise<ServerCheck> {
  const origins = originsFor(typed);
  let last: ServerCheck = { ok: false, url: typed, fault: 'not_an_address', certificate: null };
  for (const origin of origins) {
    const url = new URL(origin);
    const seen = (): Certificate | null => (url.protocol === 'https:' ? certificateOf(url.hostname) : null);
    try {
      const health = await httpRequest(getHealth, {}, { fetch, origin, headers: () => ({}) });
      const { version } = getHealth.response.parse(health);
      return { ok: true, url: origin, version, certificate: seen() };
    } catch (error) {
      const fault = faultOf(error);
      const isCertificate = fault.startsWith('certificate_');
      // What was found first says most: https was wanted, http is only a guess.
      if (!isCertificate && !last.ok && last.fault !== 'not_an_address') continue;
      last = { ok: false, url: origin, fault, certificate: isCertificate ? seen() : null };
      if (isCertificate) return last;
    }
  }
  return last;
}
