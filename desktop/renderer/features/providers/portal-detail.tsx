import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { useLogin } from '../../domain/use-login.ts';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { healthOf } from '../../domain/use-portals.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { accountColumns } from './account-columns.tsx';
import { GuardBanner } from './guard-banner.tsx';
import { PauseBanner } from './pause-banner.tsx';
import { PortalFormat } from './portal-format.tsx';
import { PortalHeader } from './portal-header.tsx';
import { ProofResult } from './proof-result.tsx';
import { SessionSheet } from './session-sheet.tsx';
import { useProof } from './use-proof.ts';
import { useWhose } from './use-whose.ts';

function Waiting({ portal, accounts }: { portal: Portal; accounts: readonly Account[] }) {
  const { t } = useTranslation('portals');
  const count = accounts.reduce((sum, { waiting }) => sum + waiting, 0);
  if (count === 0) return null;
  return (
    <Banner
      kind="attention"
      action={
        <Link
          to="/ejecuciones"
          search={{ view: 'all', status: 'needs_login', portal: portal.id }}
          className={linkClass}
        >
          {t('seeWaiting')}
        </Link>
      }
    >
      <span className="font-semibold">{t('waiting', { count })}</span>
    </Banner>
  );
}

/** Where the reader has no account yet: the one button that makes one. */
function Connect({ portal }: { portal: Portal }) {
  const { t } = useTranslation('portals');
  const { can } = useBridge();
  const login = useLogin();
  const whyNot = useWhyNot('sessions:write');
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line px-5 py-3">
      <p className="min-w-48 flex-1 text-muted">
        {t('notConnected')} {!can.capture && t('webOnly')}
      </p>
      <Button variant="primary" disabledReason={whyNot} onClick={() => login(portal.id)}>
        {can.capture ? t('act.connect') : t('openApp')}
      </Button>
    </div>
  );
}

/** One portal: where it is, the accounts there and how their sessions do. */
export function PortalDetail({ portal, accounts }: { portal: Portal; accounts: readonly Account[] }) {
  const { t } = useTranslation('portals');
  const format = useFormat();
  const now = useNow(60_000);
  const me = useMe();
  const login = useLogin();
  const whose = useWhose();
  const proof = useProof(portal.id);
  const [open, setOpen] = useState<string | null>(null);
  const shown = accounts.find(({ userId }) => userId === open);
  const own = accounts.find(({ userId }) => userId === me.data?.user.id);
  const ownUsable = own !== undefined && own.stored !== 'no' && whose(own).whyNot === undefined;
  useHotkeys('p', () => ownUsable && !proof.busy && proof.start(), { useKey: true, preventDefault: true });
  useHotkeys('l', () => login(portal.id), { useKey: true, preventDefault: true });

  const columns = useMemo(
    () =>
      accountColumns({
        t,
        format,
        now,
        act: (account) => {
          const health = healthOf(account, now);
          const { own: mine, whyNot } = whose(account);
          if (health === 'active' || health === 'unknown' || health === 'blocked') {
            const busy = mine && proof.busy;
            return (
              <Button size="small" busy={busy} disabledReason={whyNot} onClick={proof.start}>
                {busy ? t('proof.busy', { seconds: proof.seconds }) : t('act.proof')}
              </Button>
            );
          }
          return (
            <Button size="small" disabledReason={whyNot} onClick={() => login(account.providerId)}>
              {t('act.renew')}
            </Button>
          );
        },
      }),
    [t, format, now, whose, proof, login],
  );
  return (
    <section
      aria-label={portal.name}
      data-region
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col bg-surface outline-none"
    >
      <PortalHeader portal={portal} />
      <PauseBanner portal={portal} />
      {accounts.map((account) => (
        <GuardBanner key={account.userId} account={account} />
      ))}
      <PortalFormat portal={portal} />
      <Waiting portal={portal} accounts={accounts} />
      {(proof.state !== undefined || proof.error !== null) && (
        <div className="shrink-0 border-b border-line bg-sunken px-5 py-2">
          <ProofResult proof={proof} />
        </div>
      )}
      {accounts.length > 0 && (
        <DataTable
          label={t('accounts')}
          columns={columns}
          rows={accounts}
          rowId={({ userId }) => userId}
          onOpen={({ userId }) => setOpen(userId)}
        />
      )}
      {me.data !== undefined && own === undefined && <Connect portal={portal} />}
      <SessionSheet account={shown} proof={proof} onClose={() => setOpen(null)} />
    </section>
  );
}
