import type pg from 'pg';
import { AppError } from '@sri/shared/errors.ts';
import { readMigrationFiles } from './migration-files.ts';
import { isUnavailable } from './unavailable.ts';

/**
 * `current`: this code can start. `behind`: the named migrations have not run. `unsafe`: the role is one that row level
 * security does not bind. `away`: Postgres cannot be asked now.
 */
export type SchemaState =
  | { kind: 'current' }
  | { kind: 'behind'; missing: string[] }
  | { kind: 'unsafe'; role: string }
  | { kind: 'away'; cause: unknown };

interface RoleRow {
  role: string;
  unsafe: boolean;
}

/** Asks the database what has run in it, by the API's own pool. A schema that is newer than this code is `current`. */
export async function readSchemaState(pool: pg.Pool): Promise<SchemaState> {
  const names = readMigrationFiles().map(({ name }) => name);
  try {
    const role = await pool.query<RoleRow>(`
      select rolname as role, rolsuper or rolbypassrls or pg_has_role(rolname, 'sri_owner', 'member') as unsafe
      from pg_roles where rolname = current_user and exists (select 1 from pg_roles where rolname = 'sri_owner')`);
    const [who] = role.rows;
    if (who === undefined) return { kind: 'behind', missing: names };
    if (who.unsafe) return { kind: 'unsafe', role: who.role };
    const { rows } = await pool.query<{ name: string }>('select name from schema_migrations');
    const done = new Set(rows.map((row) => row.name));
    const missing = names.filter((name) => !done.has(name));
    return missing.length === 0 ? { kind: 'current' } : { kind: 'behind', missing };
  } catch (error) {
    if (isUnavailable(error)) return { kind: 'away', cause: error };
    // No such table, no such role, no right to read it: in each case the migrations make it.
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (['42P01', '42501', '28P01', '28000', '3D000'].includes(String(code))) return { kind: 'behind', missing: names };
    throw error;
  }
}

/** Throws what `main` stops with unless the schema is current. Postgres being away is no reason not to start. */
export function requireUsableSchema(state: SchemaState): void {
  if (state.kind === 'behind') {
    throw new AppError('config_invalid', `the schema is behind: ${state.missing.join(', ')}`, {
      hint: 'run npm run migration:run',
    });
  }
  if (state.kind === 'unsafe') {
    throw new AppError(
      'config_invalid',
      `DATABASE_URL logs in as "${state.role}", which sees every organisation's data`,
      {
        hint: 'Let DATABASE_URL name the API role (postgres://sri_api:...), and run npm run migration:run.',
      },
    );
  }
}
