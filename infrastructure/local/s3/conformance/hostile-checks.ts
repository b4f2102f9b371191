import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { errorCode, refused, type Check, type CheckContext } from './check.ts';
import { send, sendSigned, signHead, type RawReply } from './raw-client.ts';

/** Writes under a key by hand, so that nothing tidies its path; then it is there under exactly that name, or nowhere. */
async function exactlyOrRefused(context: CheckContext, wirePath: string, key: string): Promise<void> {
  const { endpoint, keys, bucket, s3, own } = context;
  const request = { method: 'PUT', path: `/${bucket}/${wirePath}`, body: Buffer.from(key) };
  const reply = await sendSigned(endpoint, request, { keys });
  if (own) assert.equal(reply.status, 200, `${key}: ${reply.body.toString()}`);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key }));
  const listed = Contents.filter(({ Key }) => Key === key).length;
  assert.equal(listed, reply.status === 200 ? 1 : 0, key);
  if (reply.status !== 200) assert.ok(reply.status >= 400 && reply.status < 500, `${key}: ${reply.status}`);
  else {
    const got = await sendSigned(endpoint, { method: 'GET', path: request.path }, { keys });
    assert.equal(got.body.toString(), key);
    assert.equal((await sendSigned(endpoint, { method: 'DELETE', path: request.path }, { keys })).status, 204);
  }
}

async function postDelete(context: CheckContext, xml: string): Promise<RawReply> {
  const { endpoint, keys, bucket } = context;
  const body = Buffer.from(xml);
  const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
  return await sendSigned(endpoint, { method: 'POST', path: `/${bucket}?delete=`, headers, body }, { keys });
}

/** Sends a head and a part of its body, then drops the connection; resolves when the server has noticed. */
function breakOff(endpoint: string, head: string, part: Buffer): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname.replace(/^\[(.*)\]$/, '$1'), () => {
      socket.write(head);
      socket.write(part, () => socket.end());
    });
    socket.resume();
    socket.once('close', () => resolve());
    socket.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve() : reject(error)));
  });
}

export const hostileChecks: Check[] = [
  {
    name: 'keys with "..", ".", "//" and encoded slashes lead nowhere else',
    async run(context) {
      for (const name of [
        '../outside',
        '../../outside',
        'a/../../../outside',
        './here',
        'a/./b',
        'a//b',
        '/root',
        'a/',
        '..',
        '.',
      ]) {
        const key = context.key(name);
        const encoded = key.split('/').map(encodeURIComponent).join('/');
        await exactlyOrRefused(context, encoded, key);
        await exactlyOrRefused(context, encoded.replaceAll('.', '%2e').replaceAll('/', '%2F'), key);
      }
    },
  },
  {
    name: 'keys that would be other names on some disk are kept apart',
    async run(context) {
      const { s3, bucket, key, own } = context;
      if (!own) return; // some servers take a key for a folder of another
      const names = [
        'a',
        'a/b',
        'a/b/c',
        'A',
        'A/b',
        'a%2fb',
        'a\\b',
        'con',
        'nul.txt',
        'a ',
        'a.',
        'o_a',
        'd_a/b',
        'e\u0301',
        'é',
      ];
      for (const name of names) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key(name), Body: name }));
      for (const name of names) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key(name) }));
        assert.equal(await Body?.transformToString(), name);
      }
    },
  },
  {
    name: 'keys with control characters, markup and beyond ASCII are ordinary',
    async run(context) {
      for (const name of ['tab\there', 'line\r\nbreak', '\u0001', '<a>&"', '😀/ñ', '%', '%25', '+ +', '?#', ';=@:,']) {
        const key = context.key(name);
        await exactlyOrRefused(context, key.split('/').map(encodeURIComponent).join('/'), key);
      }
    },
  },
  {
    name: 'a key of 1024 bytes is taken, one of 1025 is not (KeyTooLongError)',
    async run(context) {
      const { s3, bucket, key } = context;
      const room = 1024 - key('').length;
      const shapes = context.own ? ['x', 'X', '/', 'a/', 'ñ'] : ['x/'];
      for (const shape of shapes) {
        const name = shape.repeat(room).slice(0, Math.floor(room / Buffer.byteLength(shape)) * shape.length);
        const fits = key(Buffer.from(name).subarray(0, room).toString());
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: fits, Body: 'long' }));
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: fits }));
        assert.equal(await Body?.transformToString(), 'long');
      }
      const over = new PutObjectCommand({ Bucket: bucket, Key: key('x'.repeat(room + 1)), Body: '1' });
      await refused(s3.send(over), 'KeyTooLongError');
    },
  },
  {
    name: 'a key with NUL, and a path that is not UTF-8, are refused',
    async run({ endpoint, keys, bucket, own }) {
      const nul = { method: 'PUT', path: `/${bucket}/a%00b`, body: Buffer.from('1') };
      const reply = await sendSigned(endpoint, nul, { keys });
      assert.ok(reply.status >= 400 && reply.status < 500, `${reply.status}`);
      if (!own) return;
      for (const path of [`/${bucket}/%ff`, `/${bucket}/%zz`, `/${bucket}/%`]) {
        const bad = await send(endpoint, { method: 'GET', path });
        assert.deepEqual([bad.status, errorCode(bad.body)], [400, 'InvalidURI']);
      }
    },
  },
  {
    name: 'a body that breaks off leaves nothing, and the server lives',
    async run({ endpoint, keys, bucket, key, s3 }) {
      if (endpoint.startsWith('https:')) return; // the connection is dropped by hand, on plain TCP
      const path = `/${bucket}/${key('half')}`;
      const request = { method: 'PUT', path, headers: { 'content-length': '1000000' } };
      const { headers } = signHead(endpoint, request, { keys, payloadHash: 'UNSIGNED-PAYLOAD' });
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      await breakOff(endpoint, [`PUT ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'), Buffer.alloc(500_000, 'x'));
      await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key('half') })), 'NotFound');
    },
  },
  {
    name: 'a body larger than 5 GiB is refused before it is sent',
    async run({ endpoint, keys, bucket, key, own }) {
      if (!own) return; // others differ in when they say so
      const request = {
        method: 'PUT',
        path: `/${bucket}/${key('huge')}`,
        headers: { 'content-length': String(6 * 1024 ** 3), expect: '100-continue' },
      };
      const { headers } = signHead(endpoint, request, { keys, payloadHash: 'UNSIGNED-PAYLOAD' });
      const reply = await send(endpoint, { ...request, headers });
      assert.deepEqual([reply.status, errorCode(reply.body)], [400, 'EntityTooLarge']);
    },
  },
  {
    name: 'a body without its length is refused (411)',
    async run({ endpoint, keys, bucket, key }) {
      const headers = { 'transfer-encoding': 'chunked' };
      const request = { method: 'PUT', path: `/${bucket}/${key('endless')}`, headers };
      const signed = signHead(endpoint, request, { keys, payloadHash: 'UNSIGNED-PAYLOAD' });
      const reply = await send(endpoint, { ...request, headers: signed.headers });
      assert.equal(reply.status, 411);
    },
  },
  {
    name: 'XML that is broken, of another kind, or full of entities is refused (MalformedXML)',
    async run(context) {
      const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>`;
      const file = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&x;</Key></Object></Delete>`;
      const many = `<Delete>${'<Object><Key>k</Key></Object>'.repeat(1001)}</Delete>`;
      const broken = ['<Delete><Object><Key>a</Key></Object>', 'text', '<Delete/>', '<Other/>', ''];
      for (const xml of [...broken, ...(context.own ? [bomb, file, many] : [])]) {
        const reply = await postDelete(context, xml);
        assert.equal(reply.status, 400, xml);
        if (context.own) assert.equal(errorCode(reply.body), 'MalformedXML', xml);
      }
    },
  },
  {
    name: 'a presigned URL cannot smuggle headers into its reply',
    async run({ endpoint, keys, bucket, key, s3 }) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key('split'), Body: '1' }));
      const path = `/${bucket}/${key('split')}?response-content-type=${encodeURIComponent('a\r\nset-cookie: x=1')}`;
      const reply = await sendSigned(endpoint, { method: 'GET', path }, { keys });
      assert.equal(reply.headers['set-cookie'], undefined);
      assert.ok(reply.status < 500, `${reply.status}`);
    },
  },
  {
    name: 'a copy’s source cannot lead out of its bucket',
    async run({ s3, bucket, key, own }) {
      for (const source of [
        `${bucket}/../${bucket}/bucket.json`,
        '../x',
        '/',
        bucket,
        '%ff/x',
        '..%2f..%2fetc/passwd',
      ]) {
        const copy = s3.send(new CopyObjectCommand({ Bucket: bucket, Key: key('stolen'), CopySource: source }));
        const error = await copy.then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof S3ServiceException, `${source} was copied`);
        assert.ok((error.$metadata.httpStatusCode ?? 500) < (own ? 500 : 600), `${source}: ${error.name}`);
      }
      await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key('stolen') })), 'NotFound');
    },
  },
  {
    name: 'what is not implemented is refused, not silently left out',
    async run({ endpoint, keys, bucket, key, own }) {
      if (!own) return; // others may well implement it
      const ask = (method: string, path: string, headers: Record<string, string> = {}): Promise<RawReply> =>
        sendSigned(endpoint, { method, path, headers }, { keys });
      for (const [method, path] of [
        ['GET', `/${bucket}?policy=`],
        ['PUT', `/${bucket}?lifecycle=`],
        ['GET', `/${bucket}/${key('x')}?versionId=1`],
        ['GET', `/${bucket}/${key('x')}?tagging=`],
      ] as const) {
        const reply = await ask(method, path);
        assert.deepEqual([reply.status, errorCode(reply.body)], [501, 'NotImplemented'], path);
      }
      const encrypted = await ask('PUT', `/${bucket}/${key('x')}`, { 'x-amz-server-side-encryption': 'AES256' });
      assert.equal(errorCode(encrypted.body), 'NotImplemented');
      assert.equal(errorCode((await ask('PATCH', `/${bucket}/x`)).body), 'MethodNotAllowed');
    },
  },
  {
    name: 'web pages of other sites are not let in; those of this machine are',
    async run({ endpoint, keys, bucket, own }) {
      if (!own) return;
      const list = (origin: string): Promise<RawReply> =>
        sendSigned(endpoint, { method: 'GET', path: `/${bucket}`, headers: { origin } }, { keys });
      for (const origin of [
        'https://evil.example',
        'null',
        'http://localhost.evil.example',
        'http://127.0.0.1.evil.example',
      ]) {
        const reply = await list(origin);
        assert.deepEqual([reply.status, reply.headers['access-control-allow-origin']], [403, undefined], origin);
      }
      const reply = await list('http://localhost:3000');
      assert.deepEqual([reply.status, reply.headers['access-control-allow-origin']], [200, 'http://localhost:3000']);
      const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'PUT' };
      const preflight = await send(endpoint, { method: 'OPTIONS', path: `/${bucket}/x`, headers });
      assert.equal(preflight.status, 200);
    },
  },
  {
    name: 'the health addresses answer without a signature',
    async run({ endpoint }) {
      for (const path of ['/minio/health/live', '/minio/health/ready']) {
        assert.equal((await send(endpoint, { method: 'GET', path })).status, 200);
      }
    },
  },
];
