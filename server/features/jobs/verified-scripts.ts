import type { FlowInputs } from '@sri/shared/model/flow.ts';
import { secretNames } from '@sri/shared/model/secret-names.ts';
import { checkScriptHash, checkScriptSignature, type ScriptClaim } from '@sri/shared/node/script-bytes.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';

/** What POST /run needs to know of a script. */
export interface VerifiedScript {
  inputs: FlowInputs;
  timeoutMs: number | undefined;
  /** Names of the secrets that its steps write. */
  secrets: string[];
}

export type VerifyScript = (bytes: string, claim: ScriptClaim) => VerifiedScript;

const REMEMBERED = 500;

/**
 * Verifies script bytes as checks 4 and 5 of POST /run: hash, then signature and manifest, with the guide's texts as
 * errors. The bytes are hashed every time; what is remembered is that this hash was signed for this flow and version.
 */
export function createScriptVerifier(keys: SigningKeys): VerifyScript {
  const remembered = new Map<string, VerifiedScript>();
  return (bytes, claim) => {
    checkScriptHash(bytes, claim.scriptHash);
    const name = [claim.scriptHash, claim.scriptSignature, claim.orgId, claim.flowId, claim.version].join('/');
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const { inputs, options, steps } = checkScriptSignature(bytes, claim, keys);
    const verified = { inputs, timeoutMs: options?.timeoutMs, secrets: secretNames(steps) };
    const [oldest] = remembered.keys();
    if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, verified);
    return verified;
  };
}
