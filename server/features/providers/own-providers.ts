import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { Provider, ProviderInput } from '@sri/shared/model/provider.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { violatedConstraint } from '../../db/unavailable.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { siteOf } from './provider-domains.ts';
import { findProvider, insertProvider, isSlugTaken, writeProvider } from './provider-store.ts';

export type ProviderChanges = { [Field in Exclude<keyof ProviderInput, 'slug'>]?: ProviderInput[Field] | undefined };

/** The sites that the portal's cookies may belong to (R49); its own address counts among them. */
function sitesOf(domains: readonly string[], baseUrl: string | null): string[] {
  const faults = domains.flatMap((text, index) =>
    siteOf(text) === undefined
      ? [{ field: `domains[${index}]`, message: 'is not a domain that one firm can have, as cargill.com.ar is' }]
      : [],
  );
  if (faults.length > 0) throw invalidRequest(faults);
  const all = [...domains, ...(baseUrl === null ? [] : [new URL(baseUrl).hostname])].map(siteOf);
  return [...new Set(all.filter((site) => site !== undefined))];
}

function slugTaken(slug: string): AppError {
  return new AppError('conflict', `There is a provider "${slug}" already.`, {
    hint: 'Take another slug; a second login at the same portal is a second provider.',
    errors: [{ field: 'slug', message: 'is taken' }],
  });
}

/** A portal of the organisation. Throws `conflict` where the slug is taken, also by the catalogue. */
export async function createProvider(db: Database, caller: Caller, input: ProviderInput): Promise<Provider> {
  const { orgId, userId: actorId } = caller;
  const { slug, name, maxPerAccount, country = null, baseUrl = null, loginUrl = null } = input;
  const domains = sitesOf(input.domains, baseUrl);
  const provider: Provider = { id: newId(), slug, name, country, baseUrl, loginUrl, domains, maxPerAccount, orgId };
  try {
    await db.inOrg(orgId, async (sql) => {
      // The slug is part of the session's key, so it must not mean two portals.
      if (await isSlugTaken(sql, slug)) throw slugTaken(slug);
      await insertProvider(sql, provider);
      const details = { slug };
      await recordAudit(sql, { orgId, actorId, action: 'provider.created', subject: provider.id, details });
    });
  } catch (error) {
    throw violatedConstraint(error) === undefined ? error : slugTaken(slug);
  }
  return provider;
}

async function requireOwn(sql: Sql, caller: Caller, providerId: string): Promise<Provider> {
  const provider = await findProvider(sql, providerId);
  if (provider === undefined) throw notFound('There is no such provider.');
  if (provider.orgId === caller.orgId) return provider;
  throw new AppError('forbidden', 'A portal of the catalogue cannot be changed.', {
    hint: 'Add a provider of your own with POST /api/providers.',
  });
}

/** Changes what is given. Throws `not_found`, and `forbidden` for a portal of the catalogue. */
export async function updateProvider(
  db: Database,
  caller: Caller,
  providerId: string,
  changes: ProviderChanges,
): Promise<Provider> {
  const { orgId, userId: actorId } = caller;
  return db.inOrg(orgId, async (sql) => {
    const before = await requireOwn(sql, caller, providerId);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const merged: Provider = { ...before, ...(Object.fromEntries(given) as Partial<Provider>) };
    const after: Provider = { ...merged, domains: sitesOf(merged.domains, merged.baseUrl) };
    await writeProvider(sql, after);
    const details = { fields: given.map(([field]) => field) };
    await recordAudit(sql, { orgId, actorId, action: 'provider.updated', subject: providerId, details });
    return after;
  });
}

/** Throws `conflict` while a flow, a session or an execution uses it; `not_found`, `forbidden` as above. */
export async function deleteProvider(db: Database, caller: Caller, providerId: string): Promise<void> {
  const { orgId, userId: actorId } = caller;
  try {
    await db.inOrg(orgId, async (sql) => {
      const { slug } = await requireOwn(sql, caller, providerId);
      await sql.run('delete from providers where id = $1', [providerId]);
      const details = { slug };
      await recordAudit(sql, { orgId, actorId, action: 'provider.deleted', subject: providerId, details });
    });
  } catch (error) {
    if (violatedConstraint(error) === undefined) throw error;
    throw new AppError('conflict', 'This provider is in use.', {
      hint: 'Flows, sessions or executions belong to it; it can only go before there are any.',
      cause: error,
    });
  }
}
