import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Made for this test and for nothing else: valid for localhost until 2126, signed by nobody that anybody knows. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2Ib+5n2lsV3jmE/a
VSeNr5UmWuzmGL9Lk8VXBRikz3uhRANCAASAtncyzAVZl3BPyAa1dE2n+101vY0W
thXNm+pNokw/VLytFHX9ky3DwY9YwSFLj36jDAxQTRN4QQugoEx9o+J9
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIB4DCCAYegAwIBAgIUW+mubNySMemE68IXUh3yCM3kBdAwCgYIKoZIzj0EAwIw
OjEZMBcGA1UECgwQUG9ydGFsIGRlIHBydWViYTEdMBsGA1UEAwwUQ2VydGlmaWNh
ZG8gZGUgbmFkaWUwIBcNMjYxMTI0MTQ1NzUwWhgPMjEyNjEwMzExNDU3NTBaMDox
GTAXBgNVBAoMEFBvcnRhbCBkZSBwcnVlYmExHTAbBgNVBAMMFENlcnRpZmljYWRv
IGRlIG5hZGllMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgLZ3MswFWZdwT8gG
tXRNp/tdNb2NFrYVzZvqTaJMP1S8rRR1/ZMtw8GPWMEhS49+owwMUE0TeEELoKBM
faPifaNpMGcwHQYDVR0OBBYEFETkI4yl9QZ8O33adEMIoRsh/b9MMB8GA1UdIwQY
MBaAFETkI4yl9QZ8O33adEMIoRsh/b9MMA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0R
BA0wC4IJbG9jYWxob3N0MAoGCCqGSM49BAMCA0cAMEQCIFcF4CSx6tQYvJsmUUBC
uiEVgi/8FZq7rSLxWeKtJ7n5AiA+9jAFwvrmdOUywZKrlBliFd8hG/UHqj/wJago
+tNa8g==
-----END CERTIFICATE-----`;
export const UNTRUSTED_SUBJECT = 'Certificado de nadie';

/** A portal whose certificate no browser accepts. Counts who came in all the same. */
export async function startUntrustedPortal(): Promise<{
  url: string;
  visits: () => number;
  close: () => Promise<void>;
}> {
  let visits = 0;
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => {
    visits += 1;
    response.end('<title>Nadie debe ver esto</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
