import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ExampleSite {
  port: number;
  /** What Chromium needs to accept this one certificate. */
  spki: string;
  /** Cookie headers that came with requests for the page. */
  cookies: string[];
  close(): Promise<void>;
}

/** Answers for `https://example.com` on this machine: a page, with a certificate made on the spot. */
export async function startExampleSite(): Promise<ExampleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sri-example-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
      .concat(['-subj', '/CN=example.com', '-addext', 'subjectAltName=DNS:example.com'])
      .concat(['-keyout', key, '-out', cert]),
    { stdio: 'ignore' },
  );
  const spkiBytes = new X509Certificate(readFileSync(cert)).publicKey.export({ type: 'spki', format: 'der' });
  const cookies: string[] = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    if (request.url === '/') cookies.push(request.headers.cookie ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Example Domain</title><h1>Example Domain</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    spki: createHash('sha256').update(spkiBytes).digest('base64'),
    cookies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
