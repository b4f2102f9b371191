import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
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
 * Puts the scripts of an organisation that do not lie in S3 yet there, and notes it. Returns how many. Throws when S3
 * is away; what was put until then is noted. Twice is harmless: a key names the hash of its bytes.
 */
export async function uploadPendingScripts(db: Database, s3: S3Client, orgId: string): Promise<number> {
  const pending = await db.inOrg(orgId, (sql) =>
    sql.rows<PendingScript>(
      `select flow_id, version, script, script_key from flow_versions where uploaded_at is null
       order by created_at limit ${BATCH}`,
    ),
  );
  for (const { flow_id: flowId, version, script, script_key: key } of pending) {
    await s3.send(
      new PutObjectCommand({
        Bucket: SCRIPTS_BUCKET,
        Key: key,
        Body: Buffer.from(script, 'utf8'),
        ContentType: 'application/json',
      }),
    );
    await db.inOrg(orgId, (sql) =>
      sql.run('update flow_versions set uploaded_at = now() where flow_id = $1 and version = $2', [flowId, version]),
    );
  }
  return pending.length;
}
