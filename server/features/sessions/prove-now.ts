import { noteAsked } from './session-checks.ts';
import type { SessionContext } from './session-context.ts';
import type { AccountKey } from './session-lives.ts';
import { startProof } from './start-proof.ts';

/** Asks the workers to try an account's session, and has the answer noted as its health, whoever waits for it. Throws what `startProof` throws. */
export async function proveNow(context: SessionContext, account: AccountKey): Promise<string> {
  const proofId = await startProof(context, account, account.providerId);
  await context.db.inOrg(account.orgId, (sql) => noteAsked(sql, account, proofId));
  return proofId;
}
