import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useMe } from '../../domain/use-me.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/** Of an account whose logins the portal refused: why nothing of it starts, and the end of that for who may say so. */
export function GuardBanner({ account }: { account: Account }) {
  const { t } = useTranslation('portals');
  const { act, busy } = useAct();
  const me = useMe();
  const { guarded, refusals, providerId, userId, userName } = account;
  if (refusals === 0) return null;
  const mine = me.data?.user.id === userId;
  const allowed = mine || me.data?.role === 'admin';
  const release = (): void =>
    void act(
      'releaseAccount',
      { params: { providerId }, body: { userId } },
      { done: t('guard.done', { account: userName }), renews: ['listSessions', 'listJobs'] },
    );
  return (
    <Banner
      kind={guarded ? 'failure' : 'attention'}
      action={
        <Button
          size="small"
          busy={busy}
          disabledReason={allowed ? undefined : t('guard.whoMay', { account: userName })}
          onClick={release}
        >
          {t('guard.release')}
        </Button>
      }
    >
      <span className="font-semibold">
        {t(guarded ? 'guard.stopped' : 'guard.refused', { count: refusals, account: userName })}
      </span>{' '}
      {t('guard.next')}
    </Banner>
  );
}
