import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';
import type { Format } from '../../lib/format.ts';
import type { DataColumn } from '../../ui/data-column.ts';

export interface AccountColumnContext {
  t: TFunction<'portals'>;
  format: Format;
  now: number;
  /** The act that fits the account's health. */
  act: (account: Account) => ReactNode;
}

/** Columns of the accounts of a portal. */
export function accountColumns({ t, format, now, act }: AccountColumnContext): DataColumn<Account>[] {
  return [
    {
      id: 'account',
      header: t('column.account'),
      width: 'minmax(120px, 1.2fr)',
      sortBy: ({ userName }) => userName,
      cell: ({ userName }) => <span className="truncate font-semibold">{userName}</span>,
    },
    {
      id: 'health',
      header: t('column.health'),
      width: '128px',
      cell: (account) => <SessionHealthChip health={healthOf(account, now)} />,
    },
    {
      id: 'proven',
      header: t('column.proven'),
      width: 'minmax(84px, 1fr)',
      cell: ({ provenAt }) =>
        provenAt === null ? (
          <span className="truncate text-muted">{t('notProven')}</span>
        ) : (
          <RelativeTime at={provenAt} />
        ),
    },
    {
      id: 'expires',
      header: t('column.expires'),
      width: 'minmax(84px, 1fr)',
      cell: (account) => {
        const end = expectedEnd(account, now);
        return <span className="truncate">{end === null ? t('never') : format.relative(end, now)}</span>;
      },
    },
    {
      id: 'act',
      header: t('column.act'),
      width: '176px',
      align: 'right',
      // The row opens on a click; its button does what it says.
      cell: (account) => <span onClick={(event) => event.stopPropagation()}>{act(account)}</span>,
    },
  ];
}
