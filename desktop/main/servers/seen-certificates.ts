import type { Session } from 'electron';
import type { Certificate } from '../../contract/servers.ts';

const AS_CHROMIUM_SAYS = -3;

/** Remembers which certificate each host showed, to name it to a person; what is valid stays Chromium's judgement. */
export function seeCertificates(
  session: Pick<Session, 'setCertificateVerifyProc'>,
): (host: string) => Certificate | null {
  const seen = new Map<string, Certificate>();
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    seen.set(hostname, {
      subject: certificate.subjectName,
      issuer: certificate.issuerName,
      validUntil: certificate.validExpiry * 1000,
    });
    answer(AS_CHROMIUM_SAYS);
  });
  return (host) => seen.get(host) ?? null;
}
