import assert from 'node:assert/strict';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { errorCode, QUIET, refused, type Check, type CheckContext } from './check.ts';
import { send, sendSigned, signHead, type Keys, type RawReply } from './raw-client.ts';

const HOUR_MS = 3_600_000;

type Calculation = 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';

function client({ endpoint }: CheckContext, keys: Keys, requestChecksumCalculation: Calculation): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
    requestChecksumCalculation,
    logger: QUIET,
  });
}

async function withKeys(context: CheckContext, keys: Keys, ...codes: string[]): Promise<void> {
  const s3 = client(context, keys, 'WHEN_SUPPORTED');
  try {
    await refused(s3.send(new ListBucketsCommand({})), ...codes);
    await refused(s3.send(new PutObjectCommand({ Bucket: context.bucket, Key: 'x', Body: 'x' })), ...codes);
  } finally {
    s3.destroy();
  }
}

/** Follows a (presigned) address as a browser or curl would. */
function follow(url: string, method = 'GET', body?: string, headers: Record<string, string> = {}): Promise<RawReply> {
  const { origin, pathname, search } = new URL(url);
  const bytes = body === undefined ? {} : { body: Buffer.from(body) };
  return send(origin, { method, path: pathname + search, headers, ...bytes });
}

async function putText({ s3, bucket, key }: CheckContext, name: string): Promise<{ Bucket: string; Key: string }> {
  const at = { Bucket: bucket, Key: key(name) };
  await s3.send(new PutObjectCommand({ ...at, Body: 'signed' }));
  return at;
}

function assertRefused(reply: RawReply, status: number, ...codes: string[]): void {
  const code = errorCode(reply.body);
  assert.ok(codes.includes(code), `${reply.status} ${code}: ${reply.body.toString()}`);
  assert.equal(reply.status, status);
}

export const signatureChecks: Check[] = [
  {
    name: 'requests without a signature are refused (AccessDenied), reading and writing',
    async run(context) {
      const { Bucket, Key } = await putText(context, 'closed');
      for (const [method, path] of [
        ['GET', `/${Bucket}/${Key}`],
        ['PUT', `/${Bucket}/${Key}`],
        ['DELETE', `/${Bucket}/${Key}`],
        ['GET', `/${Bucket}`],
        ['GET', '/'],
        ['PUT', `/${Bucket}-anonymous`],
      ] as const) {
        assertRefused(await send(context.endpoint, { method, path }), 403, 'AccessDenied');
      }
    },
  },
  {
    name: 'a wrong secret: SignatureDoesNotMatch; an unknown access key: InvalidAccessKeyId',
    async run(context) {
      await withKeys(context, { ...context.keys, secretKey: 'not-the-secret' }, 'SignatureDoesNotMatch');
      await withKeys(context, { ...context.keys, accessKey: 'nobody-knows-me' }, 'InvalidAccessKeyId');
    },
  },
  {
    name: 'a request signed an hour ago, or ahead, is refused (RequestTimeTooSkewed)',
    async run({ endpoint, keys, bucket }) {
      for (const offset of [-HOUR_MS, HOUR_MS]) {
        const at = new Date(Date.now() + offset);
        const reply = await sendSigned(endpoint, { method: 'GET', path: `/${bucket}` }, { keys, at });
        assertRefused(reply, 403, 'RequestTimeTooSkewed');
      }
    },
  },
  {
    name: 'a signature made by hand is accepted; with another path, query, method or header it is not',
    async run({ endpoint, keys, bucket }) {
      const request = { method: 'GET', path: `/${bucket}?list-type=2&prefix=a%20b` };
      const { headers } = signHead(endpoint, request, { keys });
      assert.equal((await send(endpoint, { ...request, headers })).status, 200);
      for (const changed of [
        { ...request, path: `/${bucket}?list-type=2&prefix=other` },
        { ...request, path: `/${bucket}-x?list-type=2&prefix=a%20b` },
        { ...request, path: `/${bucket}?list-type=2&prefix=a%20b&max-keys=1` },
        { ...request, method: 'PUT' },
      ]) {
        assertRefused(await send(endpoint, { ...changed, headers }), 403, 'SignatureDoesNotMatch');
      }
    },
  },
  {
    name: 'a body that is not the one that was signed is refused, and nothing is kept',
    async run({ endpoint, keys, bucket, key, s3 }) {
      const request = { method: 'PUT', path: `/${bucket}/${key('swapped')}`, body: Buffer.from('swapped') };
      const payloadHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
      assertRefused(await sendSigned(endpoint, request, { keys, payloadHash }), 400, 'XAmzContentSHA256Mismatch');
      await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key('swapped') })), 'NotFound');
    },
  },
  {
    name: 'an x-amz- header that was not signed is refused',
    async run({ endpoint, keys, bucket, key, own }) {
      if (!own) return; // not every server looks
      const request = { method: 'PUT', path: `/${bucket}/${key('unsigned')}`, body: Buffer.from('1') };
      const reply = await sendSigned(endpoint, request, { keys, unsigned: { 'x-amz-meta-added': '1' } });
      assertRefused(reply, 403, 'AccessDenied');
    },
  },
  {
    name: 'old and odd ways of signing are refused',
    async run({ endpoint, bucket, keys, own }) {
      const path = `/${bucket}`;
      const ask = (authorization: string): Promise<RawReply> =>
        send(endpoint, { method: 'GET', path, headers: { authorization, date: new Date().toUTCString() } });
      for (const authorization of [`AWS ${keys.accessKey}:AAAA`, 'Basic bWluaW86bWluaW8=', 'AWS4-HMAC-SHA256 ', '']) {
        const { status } = await ask(authorization);
        assert.ok(status === 400 || status === 403, `"${authorization}": ${status}`);
      }
      if (!own) return;
      const both = `${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256`;
      const reply = await send(endpoint, {
        method: 'GET',
        path: both,
        headers: { authorization: 'AWS4-HMAC-SHA256 x' },
      });
      assertRefused(reply, 400, 'InvalidArgument');
    },
  },
  {
    name: 'a presigned GET works without keys, with the response headers it names',
    async run(context) {
      const at = await putText(context, 'linked ñ.txt');
      const disposition = 'attachment; filename="log.txt"';
      const url = await getSignedUrl(
        context.s3,
        new GetObjectCommand({ ...at, ResponseContentDisposition: disposition, ResponseContentType: 'text/plain' }),
        { expiresIn: 60 },
      );
      const reply = await follow(url);
      assert.equal(reply.status, 200, reply.body.toString());
      assert.equal(reply.body.toString(), 'signed');
      assert.equal(reply.headers['content-disposition'], disposition);
      assert.equal(reply.headers['content-type'], 'text/plain');
    },
  },
  {
    name: 'a presigned PUT takes what is put there',
    async run(context) {
      const at = { Bucket: context.bucket, Key: context.key('uploaded') };
      const put = new PutObjectCommand({ ...at, Metadata: { from: 'link' } });
      // With the SDK's default, the URL demands the checksum of no body at all.
      const s3 = client(context, context.keys, 'WHEN_REQUIRED');
      const url = await getSignedUrl(s3, put, { expiresIn: 60 });
      s3.destroy();
      const reply = await follow(url, 'PUT', 'through a link', { 'content-type': 'text/plain' });
      assert.equal(reply.status, 200, reply.body.toString());
      const got = await context.s3.send(new GetObjectCommand(at));
      assert.equal(await got.Body?.transformToString(), 'through a link');
      assert.equal(got.ContentType, 'text/plain');
      assert.deepEqual(got.Metadata, { from: 'link' });
    },
  },
  {
    name: 'a presigned URL that has expired is refused (AccessDenied, Request has expired)',
    async run(context) {
      const at = await putText(context, 'late');
      const signingDate = new Date(Date.now() - HOUR_MS);
      const url = await getSignedUrl(context.s3, new GetObjectCommand(at), { expiresIn: 60, signingDate });
      const reply = await follow(url);
      assertRefused(reply, 403, 'AccessDenied');
      assert.match(reply.body.toString(), /expired/);
    },
  },
  {
    name: 'a presigned URL is good for its key, method and time only',
    async run(context) {
      const at = await putText(context, 'mine');
      await context.s3.send(new PutObjectCommand({ ...at, Key: context.key('yours'), Body: 'secret' }));
      const url = await getSignedUrl(context.s3, new GetObjectCommand(at), { expiresIn: 60 });
      const changed = [
        url.replace('/mine?', '/yours?'),
        url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
        url.replace(/(X-Amz-Signature=)./, (_, name: string) => `${name}x`),
        `${url}&response-content-type=text%2Fhtml`,
      ];
      for (const address of changed) assertRefused(await follow(address), 403, 'SignatureDoesNotMatch');
      assertRefused(await follow(url, 'DELETE'), 403, 'SignatureDoesNotMatch');
      assertRefused(await follow(url, 'PUT', 'over'), 403, 'SignatureDoesNotMatch');
      assert.equal((await follow(url)).status, 200);
    },
  },
  {
    name: 'a presigned URL is not good for longer than seven days, nor with parts missing',
    async run(context) {
      const at = await putText(context, 'long');
      const url = await getSignedUrl(context.s3, new GetObjectCommand(at), { expiresIn: 60 });
      for (const address of [
        url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'),
        url.replace('X-Amz-Expires=60', 'X-Amz-Expires=-1'),
        url.replace(/&X-Amz-Date=[^&]*/, ''),
        url.replace(/&X-Amz-SignedHeaders=[^&]*/, ''),
        url.replace(/X-Amz-Credential=[^&]*/, 'X-Amz-Credential=x'),
      ]) {
        const { status, body } = await follow(address);
        assert.ok(status === 400 || status === 403, `${status} ${body.toString()}`);
      }
    },
  },
];
