import pg from 'pg';

/**
 * Writes into the catalogue where the practice portal stands this time: its port may differ from start to start, and
 * without an address nobody could sign in there from the app. The role is the one that migrates.
 */
export async function placePracticePortal(adminUrl: string, portalUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(
      `update providers set base_url = $1, login_url = $2 where org_id is null and slug = 'practica'`,
      [portalUrl, `${portalUrl}/ingresar`],
    );
  } finally {
    await client.end();
  }
}
