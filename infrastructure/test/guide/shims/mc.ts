import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

interface Alias {
  url: string;
  accessKey: string;
  secretKey: string;
}

const folder = process.env['MC_CONFIG_DIR'] ?? fail('MC_CONFIG_DIR is not set');
const aliasFile = (name: string): string => join(folder, `${name}.json`);

function fail(message: string): never {
  process.stderr.write(`mc: <ERROR> ${message}\n`);
  process.exit(1);
}

function open(path: string) {
  const [name = '', bucket = '', ...rest] = path.split('/');
  const alias = JSON.parse(readFileSync(aliasFile(name), 'utf8')) as Alias;
  return { s3: connectS3({ endpoint: alias.url, ...alias }), bucket, key: rest.join('/') };
}

async function list(path: string): Promise<void> {
  const { s3, bucket, key } = open(path);
  if (bucket === '') {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand());
    for (const { Name } of Buckets) console.log(`[2026-01-01 00:00:00 UTC]     0B ${Name}/`);
    return;
  }
  const answer = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, Delimiter: '/' }));
  for (const { Prefix = '' } of answer.CommonPrefixes ?? []) console.log(`[DIR]     0B ${Prefix.slice(key.length)}`);
  for (const { Key = '', Size } of answer.Contents ?? [])
    console.log(`[FILE] ${Size}B STANDARD ${Key.slice(key.length)}`);
}

const [command = '', ...args] = process.argv.slice(2);
if (command === 'alias' && args[0] === 'set') {
  const [, name = '', url = '', accessKey = '', secretKey = ''] = args;
  mkdirSync(folder, { recursive: true });
  writeFileSync(aliasFile(name), JSON.stringify({ url, accessKey, secretKey }));
  console.log(`Added \`${name}\` successfully.`);
} else if (command === 'mb') {
  const { s3, bucket } = open(args[0] ?? '');
  await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: Error) => fail(error.name));
  console.log(`Bucket created successfully \`${args[0]}\`.`);
} else if (command === 'ls') {
  await list(args[0] ?? '');
} else if (command === 'cat') {
  const { s3, bucket, key } = open(args[0] ?? '');
  const { Body } = await s3
    .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    .catch((error: Error) => fail(error.name));
  await pipeline(Body as Readable, process.stdout);
} else {
  fail(`no shim for: mc ${process.argv.slice(2).join(' ')}`);
}
