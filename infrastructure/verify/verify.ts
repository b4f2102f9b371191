// `npm run verify -- JOB`: are an execution's results what the robot signed? Ends with 0 (yes), 1 (no) or 2 (cannot tell).
import { parseArgs } from 'node:util';
import { idSchema } from '@sri/shared/model/ids.ts';
import { publicManifestKey, type ManifestKey } from '@sri/shared/node/manifest-signature.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { checkResults, type Verdict } from './check-results.ts';
import { folderResults } from './folder-results.ts';
import { findOwner, storedResults } from './stored-results.ts';
import { readVerifyConfig } from './verify-config.ts';
import { usage, verdictLines } from './verify-words.ts';

const EXIT = { green: 0, red: 1, unknown: 2 } as const;

const isKey = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      org: { type: 'string' },
      folder: { type: 'string' },
      'public-key': { type: 'string', multiple: true, default: [] },
      'show-keys': { type: 'boolean', default: false },
    },
  });
  const given = values['public-key'];
  const job = idSchema.safeParse(positionals[0]);
  if (!given.every(isKey) || positionals.length > 1 || (!job.success && !values['show-keys'])) return null;
  return { ...values, given, jobId: job.data ?? '' };
}

async function verdictOf(
  { jobId, org, folder }: { jobId: string; org?: string | undefined; folder?: string | undefined },
  keys: readonly ManifestKey[],
): Promise<Verdict> {
  if (folder !== undefined) return checkResults(jobId, folderResults(folder), keys);
  const { S3_ENDPOINT = 'http://localhost:9000', S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = config;
  const access = { endpoint: S3_ENDPOINT, accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY, region: S3_REGION };
  const s3 = connectS3(access);
  try {
    const owner = await findOwner(s3, jobId, org);
    if (owner === undefined) return { verdict: 'unknown', why: 'no-results' };
    return await checkResults(jobId, storedResults(s3, owner, jobId), keys);
  } finally {
    s3.destroy();
  }
}

const config = readVerifyConfig();

async function main(): Promise<number> {
  const { language } = config;
  let wanted: ReturnType<typeof readArguments>;
  try {
    wanted = readArguments();
  } catch {
    wanted = null;
  }
  if (wanted === null) {
    console.error(usage(language));
    return EXIT.unknown;
  }
  if (wanted['show-keys']) {
    for (const { keyId, publicKey } of config.keys) console.log(`${keyId}  ${publicKey}`);
    return EXIT.green;
  }
  // A key that was given is the only one believed: it may be another installation's results.
  const given = wanted.given.map((text) => publicManifestKey(text.toLowerCase()));
  const keys = given.length === 0 ? config.keys : given;
  try {
    const verdict = await verdictOf(wanted, keys);
    for (const line of verdictLines(wanted.jobId, verdict, language)) console.log(line);
    return EXIT[verdict.verdict];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(language === 'es' ? `? No se puede saber: ${why}` : `? Cannot tell: ${why}`);
    return EXIT.unknown;
  }
}

process.exitCode = await main();
