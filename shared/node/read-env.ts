import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { AppError, toFieldFaults } from '../errors.ts';

/** Variables of a `.env` file; none where there is no such file. */
export function readEnvFile(file: string): Record<string, string | undefined> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

/**
 * Parses the environment with a schema; what is really set wins over the `.env` file, an empty value counts as unset.
 * Throws one `config_invalid` that names every fault at once.
 */
export function readEnv<S extends z.ZodType>(
  schema: S,
  real: Record<string, string | undefined>,
  file: Record<string, string | undefined> = {},
): Readonly<z.output<S>> {
  const merged: Record<string, string | undefined> = { ...file };
  for (const [name, value] of Object.entries(real)) if (value !== undefined && value !== '') merged[name] = value;
  const set = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = toFieldFaults(parsed.error);
  throw new AppError('config_invalid', faults.map(({ field, message }) => `${field}: ${message}`).join('\n'), {
    hint: 'Set these variables in the environment or in the .env file beside this part (see its .env.example), then start again.',
    errors: faults,
  });
}
