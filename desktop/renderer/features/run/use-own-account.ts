import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useMe } from '../../domain/use-me.ts';
import { healthOf, type SessionHealth } from '../../domain/use-portals.ts';
import { useApi } from '../../lib/use-api.ts';

export interface OwnAccount {
  account: Account | undefined;
  health: SessionHealth | null;
  /** As far as is known, an execution can use it. */
  good: boolean;
}

const GOOD: readonly SessionHealth[] = ['active', 'expiring', 'unknown'];

/** The reader's own account at a portal, with its health: what executions run with. */
export function useOwnAccount(): (providerId: string) => OwnAccount {
  const me = useMe();
  const sessions = useApi('listSessions', {});
  return (providerId) => {
    const account = sessions.data?.find(
      ({ providerId: id, userId }) => id === providerId && userId === me.data?.user.id,
    );
    const health = account === undefined ? null : healthOf(account, Date.now());
    return { account, health, good: health !== null && GOOD.includes(health) };
  };
}
