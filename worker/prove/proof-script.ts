import { newId } from '@sri/shared/model/ids.ts';
import { scriptSchema, type Script } from '@sri/shared/model/script.ts';
import type { Session } from '@sri/shared/model/session.ts';
import type { ProofRequest } from '@sri/shared/protocol/proof-request.ts';

const MARK_PATIENCE_MS = 10_000;
export const MARK_STEP = 'mark';

/** Where a proof begins: the page on which the mark was pointed at, else the portal's own addresses. */
export function proofAddress(session: Session, { portal }: ProofRequest): string | null {
  return session.marker?.pageUrl ?? portal.baseUrl ?? portal.loginUrl;
}

/**
 * The two steps of a proof: open the page, see the mark. The worker makes it itself from a request that it has checked,
 * so it carries no signature; it reads nothing and fills nothing in.
 */
export function proofScript(url: string, session: Session, request: ProofRequest): Script {
  const element = session.marker?.element;
  return scriptSchema.parse({
    format: 'sri-script/1',
    manifest: {
      purpose: 'flow',
      orgId: request.orgId,
      flowId: newId(),
      version: '1.0.0',
      keyId: 'proof',
      createdAt: new Date().toISOString(),
    },
    inputs: {},
    steps: [
      { id: 'open', type: 'navigate', url },
      ...(element === undefined
        ? []
        : [{ id: MARK_STEP, type: 'waitFor', target: element, state: 'visible', timeoutMs: MARK_PATIENCE_MS }]),
    ],
  });
}
