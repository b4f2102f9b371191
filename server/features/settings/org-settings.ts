import type { OrgSettings } from '@sri/shared/protocol/api/settings.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';

type Changes = { [K in keyof OrgSettings]?: OrgSettings[K] | undefined };

const COLUMNS = { name: 'name', timeZone: 'time_zone', maxQueued: 'max_queued' } as const satisfies Record<
  keyof OrgSettings,
  string
>;
const NAMES = Object.keys(COLUMNS) as (keyof OrgSettings)[];

async function read(sql: Sql, orgId: string, lock = ''): Promise<OrgSettings> {
  const columns = NAMES.map((name) => `${COLUMNS[name]} as "${name}"`).join(', ');
  const row = await sql.row<OrgSettings>(`select ${columns} from organisations where id = $1 ${lock}`, [orgId]);
  if (row === undefined) throw notFound();
  return row;
}

export function readOrgSettings(db: Database, { orgId }: Caller): Promise<OrgSettings> {
  return db.inOrg(orgId, (sql) => read(sql, orgId));
}

/** Changes what differs, and notes each change with the value before it; nothing is noted where nothing differs. */
export function changeOrgSettings(db: Database, caller: Caller, changes: Changes): Promise<OrgSettings> {
  const { orgId, userId: actorId } = caller;
  return db.inOrg(orgId, async (sql) => {
    const before = await read(sql, orgId, 'for update');
    const after: OrgSettings = { ...before };
    for (const name of NAMES) Object.assign(after, changes[name] === undefined ? {} : { [name]: changes[name] });
    const changed = NAMES.filter((name) => after[name] !== before[name]);
    if (changed.length === 0) return before;
    const assignments = changed.map((name, index) => `${COLUMNS[name]} = $${index + 2}`).join(', ');
    await sql.run(`update organisations set ${assignments} where id = $1`, [
      orgId,
      ...changed.map((name) => after[name]),
    ]);
    const details = Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]));
    await recordAudit(sql, { orgId, actorId, action: 'settings.changed', subject: orgId, details });
    return after;
  });
}
