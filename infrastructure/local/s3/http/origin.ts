import { isIP } from 'node:net';
import type { HeaderMap } from '../auth/claim.ts';
import { S3Error } from './s3-errors.ts';

// The keys of a local stack are well known, and a browser would carry any web page's requests to this machine. So pages
// are only let in from this machine, or from the host under which this server itself was addressed.

function hostOf(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).hostname : undefined;
  return host === undefined || host === '' ? undefined : host;
}

function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    address === '::1' ||
    (isIP(address) === 4 && address.startsWith('127.'))
  );
}

/** The headers that let a page of an accepted origin read the reply; none without an Origin. Throws AccessDenied. */
export function originHeaders(headers: HeaderMap): Record<string, string> {
  const origin = headers.get('origin');
  if (origin === undefined) return {};
  const host = hostOf(origin);
  const own = hostOf(`http://${headers.get('host') ?? ''}`);
  if (host === undefined || (!isLoopback(host) && host !== own)) {
    throw new S3Error('AccessDenied', { message: `Web pages of the origin ${origin} are not let in.` });
  }
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': '*',
    vary: 'Origin',
  };
}

/** The answer to a browser's question before a request (OPTIONS). */
export function preflightHeaders(headers: HeaderMap): Record<string, string> {
  return {
    ...originHeaders(headers),
    'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
    'access-control-allow-headers': headers.get('access-control-request-headers') ?? '*',
    'access-control-max-age': '600',
  };
}
