import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { MIN_SECRET_LENGTH } from '@sri/shared/node/keys.ts';
import { manifestKey } from '@sri/shared/node/manifest-signature.ts';
import { readEnv, readEnvFile } from '@sri/shared/node/read-env.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const schema = z.object({
  S3_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY: z.string().default('minioadmin'),
  S3_SECRET_KEY: z.string().default('minioadmin'),
  S3_REGION: z.string().default('us-east-1'),
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),
});

/** What verifying needs: where results lie, and the keys that this installation has signed with. */
export function readVerifyConfig(env: NodeJS.ProcessEnv = process.env) {
  const given = env['SRI_HOME'] || '.sri';
  const home = isAbsolute(given) ? given : join(ROOT, given);
  // What `npm start` keeps, and the control plane's own file.
  const files = [join(home, 'secrets.env'), join(home, 'stack.env'), join(ROOT, 'server', '.env')].map(readEnvFile);
  const config = readEnv(schema, env, Object.assign({}, ...files) as Record<string, string>);
  const secrets = [env, ...files].flatMap((from) => [
    from['SCRIPT_SIGNING_SECRET'],
    from['SCRIPT_SIGNING_SECRET_PREVIOUS'],
  ]);
  const used = [...new Set(secrets)].filter((secret) => secret !== undefined && secret.length >= MIN_SECRET_LENGTH);
  const locale = config.LC_ALL ?? config.LC_MESSAGES ?? config.LANG ?? '';
  return {
    ...config,
    keys: used.map((secret) => manifestKey(secret ?? '')),
    language: /^en/i.test(locale) ? ('en' as const) : ('es' as const),
  };
}
