import type { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { fromStorage } from '@sri/shared/node/storage-error.ts';
import { resultPrefix, RESULTS_BUCKET, scriptKey, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { Results } from './check-results.ts';
import { digestStream } from './digest-stream.ts';

export interface ResultsOwner {
  orgId: string;
  userId: string;
}

/** What lies directly under a prefix: keys, and folders with their `/`. */
async function list(s3: S3Client, prefix: string, delimiter?: string): Promise<{ keys: string[]; folders: string[] }> {
  const keys: string[] = [];
  const folders: string[] = [];
  let token: string | undefined;
  do {
    const page = await fromStorage(
      s3.send(
        new ListObjectsV2Command({
          Bucket: RESULTS_BUCKET,
          Prefix: prefix,
          ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      ),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    folders.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return { keys, folders };
}

/** Whose execution it is, by where its results lie; `orgId` narrows the search. Undefined where nobody has any. */
export async function findOwner(s3: S3Client, jobId: string, orgId?: string): Promise<ResultsOwner | undefined> {
  const orgs = orgId === undefined ? (await list(s3, 'results/', '/')).folders : [`results/${orgId}/`];
  for (const org of orgs) {
    for (const user of (await list(s3, org, '/')).folders) {
      const [, owner = '', userId = ''] = user.split('/');
      const { keys, folders } = await list(s3, resultPrefix(owner, userId, jobId), '/');
      if (keys.length + folders.length > 0) return { orgId: owner, userId };
    }
  }
  return undefined;
}

async function body(s3: S3Client, bucket: string, key: string): Promise<Readable | null> {
  const get = s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).then(({ Body }) => Body as Readable);
  return fromStorage<Readable | null>(get, () => null);
}

/** An execution's results in S3, and the script that it ran. Throws `storage_unavailable`. */
export function storedResults(s3: S3Client, owner: ResultsOwner, jobId: string): Results {
  const prefix = resultPrefix(owner.orgId, owner.userId, jobId);
  const open = async (name: string): Promise<Readable> => {
    const stream = await body(s3, RESULTS_BUCKET, prefix + name);
    if (stream === null) throw new Error(`${name} went away while it was read`);
    return stream;
  };
  return {
    owner,
    names: async () => {
      const { keys } = await list(s3, prefix);
      return keys.map((key) => key.slice(prefix.length)).filter((name) => !name.startsWith('attempts/'));
    },
    digest: async (name) => digestStream(await open(name)),
    text: async (name) => {
      const parts = (await (await open(name)).toArray()) as Buffer[];
      return Buffer.concat(parts).toString('utf8');
    },
    script: async ({ orgId, flowId, script: { sha256 } }) => {
      const stream = await body(s3, SCRIPTS_BUCKET, scriptKey(orgId, flowId, sha256));
      return stream === null ? null : (await digestStream(stream)).sha256;
    },
  };
}
