import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { FailedPart } from '../../domain/query-part.tsx';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-line">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 truncate text-right">{children}</dd>
    </div>
  );
}

function Check({ account }: { account: Account }) {
  const { t } = useTranslation('portals');
  const bridge = useBridge();
  const me = useMe();
  const notAllowed = useWhyNot('sessions:write');
  const check = useMutation({
    mutationFn: () => bridge.request('checkSession', { params: { providerId: account.providerId } }),
  });
  const whyNot = me.data !== undefined && me.data.user.id !== account.userId ? t('own_only') : notAllowed;
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <Button busy={check.isPending} disabledReason={whyNot} onClick={() => check.mutate()}>
        {check.isPending ? t('checking') : t('check')}
      </Button>
      {check.data !== undefined && (
        <p role="status" className="flex gap-2">
          <StateMark kind={check.data.usable ? 'success' : 'person'} className="mt-1" />
          {t(`state.${check.data.state}`)}
        </p>
      )}
      {check.isError && <FailedPart error={check.error} onRetry={() => check.mutate()} />}
    </div>
  );
}

/** What is stored for one account, by kind and site; never a value. */
export function SessionSheet({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const { t } = useTranslation('portals');
  const format = useFormat();
  const bridge = useBridge();
  const now = Date.now();
  const end = account === undefined ? null : expectedEnd(account, now);
  return (
    <Sheet
      open={account !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={t('detail', { account: account?.userName ?? '' })}
    >
      {account !== undefined && (
        <>
          <SessionHealthChip health={healthOf(account, now)} />
          <dl className="mt-3">
            <Fact label={t('column.saved')}>{format.dateTime(Date.parse(account.updatedAt))}</Fact>
            <Fact label={t('kept')}>{end === null ? t('never') : format.dateTime(end)}</Fact>
            <Fact label={t('version')}>{account.sessionVersion}</Fact>
            <Fact label={t('stored')}>
              {account.summary === null
                ? t('byHand')
                : [
                    t('cookies', { count: account.summary.cookies }),
                    t('local', {
                      count: account.summary.localStorage + account.summary.sessionStorage + account.summary.indexedDB,
                    }),
                  ].join(', ')}
            </Fact>
            {account.summary !== null && account.summary.sites.length > 0 && (
              <Fact label={t('sites')}>
                <span className="mono">{account.summary.sites.map(({ domain }) => domain).join(', ')}</span>
              </Fact>
            )}
          </dl>
          <Check account={account} />
          {!bridge.can.capture && (
            <div className="mt-6 border-t border-line pt-4">
              <p className="mb-2 text-muted">{t('webOnly')}</p>
              <Button onClick={() => bridge.openExternal(`sri://portales/${account.providerId}/sesion`)}>
                {t('openApp')}
              </Button>
            </div>
          )}
        </>
      )}
    </Sheet>
  );
}
