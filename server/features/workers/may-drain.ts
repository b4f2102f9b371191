import type { Role } from '@sri/shared/model/user.ts';
import { mayDo } from '@sri/shared/protocol/permissions.ts';
import type { Workers } from '@sri/shared/protocol/api/workers.ts';
import type { RelayDatabase } from '../../db/transaction.ts';

export type MayDrain = (caller: { orgId: string; role: Role }) => Promise<Workers['mayDrain']>;

/**
 * Who may drain workers (R40). Workers serve every organisation, so that an admin of one could stop the work of all:
 * only admins of the organisation that OPERATOR_ORG_ID names may, or, where none is named, of the only one there is.
 */
export function createMayDrain(relay: RelayDatabase, operatorOrgId: string | undefined): MayDrain {
  async function isOnly(orgId: string): Promise<boolean> {
    const others = await relay.asRelay((sql) =>
      sql.row('select id from organisations where id <> $1 limit 1', [orgId]),
    );
    return others === undefined;
  }
  return async ({ orgId, role }) => {
    if (!mayDo(role, 'workers:write')) return 'role';
    const may = operatorOrgId === undefined ? await isOnly(orgId) : operatorOrgId === orgId;
    return may ? 'yes' : 'shared';
  };
}
