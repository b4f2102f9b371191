import type { ApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { StatusChip } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { stateOfKey, unusedDays } from './key-state.ts';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';

function LastUse({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const { t } = useTranslation('members');
  const state = stateOfKey(apiKey, now);
  if (state === 'idle') {
    return <StatusChip kind="person">{t('key.idle', { count: unusedDays(apiKey, now) })}</StatusChip>;
  }
  return apiKey.lastUsedAt === null ? t('key.neverUsed') : <RelativeTime at={apiKey.lastUsedAt} />;
}

function Expiry({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const { t } = useTranslation('members');
  const state = stateOfKey(apiKey, now);
  if (state === 'revoked') return <StatusChip kind="stopped">{t('key.revoked')}</StatusChip>;
  if (state === 'expired') return <StatusChip kind="skipped">{t('key.expired')}</StatusChip>;
  return apiKey.expiresAt === null ? t('key.never') : <RelativeTime at={apiKey.expiresAt} />;
}

/** The keys of programs: what each may do, when it was used, and the way to end it. */
export function KeysTable({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const members = useApi('listMembers', {});
  const whyNot = useWhyNot('apiKeys:write');
  const now = useNow(60_000);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const columns = useMemo<DataColumn<ApiKey>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        width: 'minmax(130px, 1.4fr)',
        sortBy: ({ name }) => name.toLowerCase(),
        cell: ({ name }) => <span className="truncate font-semibold">{name}</span>,
      },
      {
        id: 'key',
        header: t('column.key'),
        width: '148px',
        cell: ({ prefix }) => <span className="mono truncate text-muted">{prefix}…</span>,
      },
      { id: 'scope', header: t('column.scope'), width: '108px', cell: ({ role }) => tCommon(`role.${role}`) },
      {
        id: 'owner',
        header: t('column.owner'),
        width: 'minmax(100px, 1fr)',
        cell: ({ userId }) => (
          <span className="truncate">{members.data?.find((one) => one.userId === userId)?.name ?? '–'}</span>
        ),
      },
      {
        id: 'lastUsed',
        header: t('column.lastUsed'),
        width: '172px',
        sortBy: ({ lastUsedAt }) => lastUsedAt ?? '',
        cell: (apiKey) => <LastUse apiKey={apiKey} now={now} />,
      },
      {
        id: 'expires',
        header: t('column.expires'),
        width: '108px',
        sortBy: ({ expiresAt }) => expiresAt ?? '9',
        cell: (apiKey) => <Expiry apiKey={apiKey} now={now} />,
      },
      {
        id: 'acts',
        header: t('column.acts'),
        width: '100px',
        align: 'right',
        cell: (apiKey) =>
          apiKey.revokedAt === null && (
            <Button size="small" variant="danger" disabledReason={whyNot} onClick={() => setEnding(apiKey)}>
              {t('key.revoke')}
            </Button>
          ),
      },
    ],
    [t, tCommon, members.data, now, whyNot],
  );
  return (
    <>
      <DataTable label={t('tab.keys')} columns={columns} rows={keys} rowId={({ id }) => id} />
      {ending !== null && <RevokeKeyDialog apiKey={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
