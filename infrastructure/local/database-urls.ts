import type { LauncherConfig } from './config.ts';

/** Where the three roles reach Postgres. */
export interface DatabaseUrls {
  /** Role `sri`, which sees every organisation. */
  admin: string;
  /** The API role. */
  api: string;
  /** The relay's role. */
  relay: string;
}

/** The same database for another role. */
export function asRole(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** Whether a Postgres of the user's own is named. */
export function namesDatabase(config: Pick<LauncherConfig, 'DATABASE_URL' | 'DATABASE_ADMIN_URL'>): boolean {
  return config.DATABASE_ADMIN_URL !== undefined || config.DATABASE_URL !== undefined;
}

/**
 * The three addresses: those that are set, the others from what is known, with the passwords that stand in the guide's
 * set-up. The migrations give the API and relay roles the names and passwords found here.
 */
export function databaseUrls(
  config: Pick<LauncherConfig, 'DATABASE_URL' | 'DATABASE_ADMIN_URL' | 'DATABASE_RELAY_URL'>,
  ownAdmin?: string,
): DatabaseUrls {
  const known = ownAdmin ?? config.DATABASE_ADMIN_URL ?? config.DATABASE_URL;
  if (known === undefined) throw new Error('no database is known');
  const admin = ownAdmin ?? config.DATABASE_ADMIN_URL ?? asRole(known, 'sri', 'sri');
  return {
    admin,
    api: (ownAdmin === undefined ? config.DATABASE_URL : undefined) ?? asRole(admin, 'sri_api', 'sri_api'),
    relay: (ownAdmin === undefined ? config.DATABASE_RELAY_URL : undefined) ?? asRole(admin, 'sri_relay', 'sri_relay'),
  };
}
