import { AppError } from '@sri/shared/errors.ts';
import type { Sql } from '../../db/transaction.ts';
import { missingSecrets } from './secret-store.ts';

/** Throws `secret_missing` unless the organisation has every one of these secrets: it is better said now than by a failed execution. */
export async function requireSecrets(sql: Sql, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const missing = await missingSecrets(sql, names);
  if (missing.length === 0) return;
  throw new AppError(
    'secret_missing',
    `The flow names secrets that the organisation does not have: ${missing.join(', ')}.`,
    {
      hint: 'Make them with PUT /api/secrets/{name}, or name others in the flow.',
      errors: missing.map((name) => ({ field: 'flowId', message: `names the secret "${name}", which does not exist` })),
    },
  );
}
