import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { scopeText, canonicalRequest, sha256Hex, sign, signingKey, stringToSign, toAmzDate } from '../auth/sigv4.ts';

export interface Keys {
  accessKey: string;
  secretKey: string;
}

export interface RawRequest {
  method: string;
  /** As it goes over the wire, percent-encoded, with its query. */
  path: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

export interface RawReply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** One HTTP request exactly as given, on a connection of its own. */
export function send(endpoint: string, { method, path, headers = {}, body }: RawRequest): Promise<RawReply> {
  const { hostname, port, protocol } = new URL(endpoint);
  const request = protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const call = request({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      method,
      path,
      headers: { ...length, ...headers },
      agent: false,
    });
    call.on('error', reject);
    call.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    call.end(body);
  });
}

export interface SignOptions {
  keys: Keys;
  /** Default: the SHA-256 of the body. */
  payloadHash?: string;
  at?: Date;
  /** Sent, but not signed. */
  unsigned?: Record<string, string>;
}

export interface SignedHead {
  headers: Record<string, string>;
  /** What a chain of chunk signatures goes on from. */
  seal: { key: Buffer; amzDate: string; scope: string; seed: string };
}

/** The headers of a request signed by hand, so that checks can sign what the SDK would not send. */
export function signHead(endpoint: string, raw: RawRequest, options: SignOptions): SignedHead {
  const { keys, at = new Date() } = options;
  const amzDate = toAmzDate(at);
  const scope = { date: amzDate.slice(0, 8), region: 'us-east-1', service: 's3' };
  const payloadHash = options.payloadHash ?? sha256Hex(raw.body ?? '');
  const signed = {
    ...raw.headers,
    host: new URL(endpoint).host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': amzDate,
  };
  const [path = '', query = ''] = raw.path.split('?');
  const headers = Object.entries(signed).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const canonical = canonicalRequest({
    method: raw.method,
    path: decodeURIComponent(path),
    query: new URLSearchParams(query),
    headers,
    payloadHash,
  });
  const key = signingKey(keys.secretKey, scope);
  const signature = sign(key, stringToSign(amzDate, scope, canonical));
  const names = headers.map(([name]) => name).join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKey}/${scopeText(scope)}, SignedHeaders=${names}, Signature=${signature}`;
  return {
    headers: { ...signed, ...options.unsigned, authorization },
    seal: { key, amzDate, scope: scopeText(scope), seed: signature },
  };
}

/** Signs and sends. */
export function sendSigned(endpoint: string, raw: RawRequest, options: SignOptions): Promise<RawReply> {
  return send(endpoint, { ...raw, headers: signHead(endpoint, raw, options).headers });
}
