import type { Provider } from '@sri/shared/model/provider.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { SessionSheet } from './session-sheet.tsx';

/** One portal: where it is, and the accounts there. */
export function PortalDetail({ portal, accounts }: { portal: Provider; accounts: readonly Account[] }) {
  const { t } = useTranslation('portals');
  const bridge = useBridge();
  const format = useFormat();
  const now = useNow(60_000);
  const [open, setOpen] = useState<string | null>(null);
  const shown = accounts.find(({ userId }) => userId === open);
  const columns = useMemo<DataColumn<Account>[]>(
    () => [
      {
        id: 'account',
        header: t('column.account'),
        width: 'minmax(140px, 1.2fr)',
        sortBy: ({ userName }) => userName,
        cell: ({ userName }) => <span className="truncate font-semibold">{userName}</span>,
      },
      {
        id: 'health',
        header: t('column.health'),
        width: '132px',
        cell: (account) => <SessionHealthChip health={healthOf(account, now)} />,
      },
      {
        id: 'expires',
        header: t('column.expires'),
        width: 'minmax(90px, 1fr)',
        cell: (account) => {
          const end = expectedEnd(account, now);
          return <span className="truncate">{end === null ? t('never') : format.relative(end, now)}</span>;
        },
      },
      {
        id: 'saved',
        header: t('column.saved'),
        width: '112px',
        cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
      },
      {
        id: 'holds',
        header: t('column.holds'),
        width: 'minmax(90px, 1fr)',
        cell: ({ summary }) => (
          <span className="truncate text-muted">
            {summary === null ? t('byHand') : t('cookies', { count: summary.cookies })}
          </span>
        ),
      },
    ],
    [t, now, format],
  );
  const { baseUrl, loginUrl } = portal;
  return (
    <section
      aria-label={portal.name}
      data-region
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col bg-surface outline-none"
    >
      <header className="shrink-0 border-b border-line px-5 py-3">
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="text-section font-bold">{portal.name}</h2>
          <Badge>{portal.orgId === null ? t('builtIn') : t('own')}</Badge>
          {baseUrl !== null && (
            <Button
              size="small"
              icon={<ExternalLink size={12} strokeWidth={1.75} />}
              className="ml-auto"
              onClick={() => bridge.openExternal(baseUrl)}
            >
              {t('open')}
            </Button>
          )}
        </div>
        <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-0.5 text-meta">
          {[
            [t('start'), baseUrl],
            [t('login'), loginUrl],
            [t('domains'), portal.domains.join(', ')],
          ].map(
            ([label, value]) =>
              value !== null &&
              value !== '' && (
                <div key={label} className="flex min-w-0 gap-1.5">
                  <dt className="shrink-0 text-muted">{label}</dt>
                  <dd className="mono truncate">{value}</dd>
                </div>
              ),
          )}
        </dl>
      </header>
      {accounts.length === 0 ? (
        <p className="px-5 py-4 text-muted">
          {t('noAccounts')}. {!bridge.can.capture && t('webOnly')}
        </p>
      ) : (
        <DataTable
          label={t('accounts')}
          columns={columns}
          rows={accounts}
          rowId={({ userId }) => userId}
          onOpen={({ userId }) => setOpen(userId)}
        />
      )}
      <SessionSheet account={shown} onClose={() => setOpen(null)} />
    </section>
  );
}
