import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { fromStorage } from '@sri/shared/node/storage-error.ts';
import { SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { Database } from '../../db/transaction.ts';

/** At most this many of one organisation a turn; the rest waits for the next. */
const BATCH = 50;

interface PendingScript {
  flow_id: string;
  version: string;
  script: string;
  script_key: string;
}

/**
 * Puts the scripts of an organisation that do not lie in S3 yet there, and notes it. Returns how many. Throws
 * `storage_unavailable` when S3 is away; what was put until then is noted. Twice is harmless: a key names the hash of its bytes.
 */
export async function uploadPendingScripts(db: Database, s3: S3Client, orgId: string): Promise<number> {
  const pending = await db.inOrg(orgId, (sql) =>
    sql.rows<PendingScript>(
      `select flow_id, version, script, script_key from flow_versions where uploaded_at is null
       order by created_at limit ${BATCH}`,
    ),
  );
  for (const { flow_id: flowId, version, script, script_key: key } of pending) {
    const object = { Bucket: SCRIPTS_BUCKET, Key: key, ContentType: 'application/json' };
    await fromStorage(s3.send(new PutObjectCommand({ ...object, Body: Buffer.from(script, 'utf8') })));
    await db.inOrg(orgId, (sql) =>
      sql.run('update flow_versions set uploaded_at = now() where flow_id = $1 and version = $2', [flowId, version]),
    );
  }
  return pending.length;
}
