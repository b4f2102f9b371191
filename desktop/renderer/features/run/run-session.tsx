import { useTranslation } from 'react-i18next';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { useLogin } from '../../domain/use-login.ts';
import { useMe } from '../../domain/use-me.ts';
import { usePaused, usePortalNames } from '../../domain/use-portals.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useOwnAccount } from './use-own-account.ts';

/** With which session it will run, and what stands in its way: each with the act that helps. */
export function RunSession({ providerId }: { providerId: string }) {
  const { t } = useTranslation('run');
  const me = useMe();
  const login = useLogin();
  const portal = usePortalNames()(providerId, '');
  const { account, health, good } = useOwnAccount()(providerId);
  const paused = usePaused(providerId);
  const sessions = useApi('listSessions', {});
  const open = useApi(
    'listJobs',
    { query: { providerId, userId: me.data?.user.id, status: 'queued,running,needs_person', limit: 1 } },
    { enabled: me.data !== undefined },
  );
  if (sessions.data === undefined) return null;
  const busy = (open.data?.items.length ?? 0) > 0;
  return (
    <section className="border-t border-line pt-3">
      <dl className="grid grid-cols-[72px_1fr] items-center gap-y-1">
        <dt className="text-muted">{t('session')}</dt>
        <dd className="flex min-w-0 items-center gap-2">
          {health !== null && <SessionHealthChip health={health} />}
          <span className="truncate">{account === undefined ? t('noSession', { portal }) : account.userName}</span>
        </dd>
      </dl>
      {!good && (
        <div role="alert" className="mt-2 flex items-center gap-3 rounded-control bg-attention-soft px-3 py-2">
          <StateMark kind="person" size={14} />
          <span className="min-w-0 flex-1">
            {account === undefined
              ? t('noSession', { portal })
              : t('badSession', { account: account.userName, portal })}
          </span>
          <Button onClick={() => login(providerId)}>{t('fix')}</Button>
        </div>
      )}
      {paused !== null && <p className="mt-2 text-attention">{t('paused', { name: paused.by })}</p>}
      {good && busy && <p className="mt-2 text-meta text-muted">{t('busy')}</p>}
    </section>
  );
}
