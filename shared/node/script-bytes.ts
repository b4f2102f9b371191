import { canonicalJson } from '../canonical-json.ts';
import { AppError, GUIDE_ERRORS } from '../errors.ts';
import { scriptSchema, type Script } from '../model/script.ts';
import { parseStrictJson } from '../strict-json.ts';
import { sha256Hex } from './digest.ts';
import { equalHex, sign, verify, type SigningKeys } from './sign.ts';

export interface SignedScript {
  /** UTF-8 text of the RFC 8785 form; these bytes are hashed, signed and stored. */
  bytes: string;
  scriptHash: string;
  scriptSignature: string;
  keyId: string;
}

/** Writes a script's bytes, hashes and signs them. */
export function signScript(script: Script, keys: SigningKeys): SignedScript {
  const bytes = canonicalJson(script);
  const { signature, keyId } = sign(keys, bytes);
  return { bytes, scriptHash: sha256Hex(bytes), scriptSignature: signature, keyId };
}

export interface ScriptClaim {
  scriptHash: string;
  scriptSignature: string;
  orgId: string;
  flowId: string;
  version: string;
}

/** Throws `Script integrity check failed` unless the bytes have that hash. */
export function checkScriptHash(bytes: string | Uint8Array, scriptHash: string): void {
  if (equalHex(sha256Hex(bytes), scriptHash)) return;
  throw new AppError('script_integrity', GUIDE_ERRORS.script_integrity, {
    hint: 'The script was changed after it was published. Create a new version of the flow and activate it.',
  });
}

function signatureFailure(): AppError {
  return new AppError('script_signature', GUIDE_ERRORS.script_signature, {
    hint: 'Compare SCRIPT_SIGNING_SECRET in sri-control-plane/.env and sri-execution-plane/.env: they must be identical.',
  });
}

/**
 * Throws `Script signature verification failed` unless an accepted key signed the bytes and the manifest inside them is
 * for this organisation, flow and version (R44). Returns the script, parsed.
 */
export function checkScriptSignature(bytes: string | Uint8Array, claim: ScriptClaim, keys: SigningKeys): Script {
  if (!verify(keys, bytes, claim.scriptSignature)) throw signatureFailure();
  const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const script = scriptSchema.safeParse(parseStrictJson(text));
  if (!script.success) throw signatureFailure();
  const { manifest } = script.data;
  const meant =
    manifest.orgId === claim.orgId && manifest.flowId === claim.flowId && manifest.version === claim.version;
  if (!meant) throw signatureFailure();
  return script.data;
}
