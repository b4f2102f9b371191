import type { Account, SessionSummary } from '@sri/shared/protocol/api/sessions.ts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useLogin } from '../../domain/use-login.ts';
import { expectedEnd, healthOf } from '../../domain/use-portals.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ProofResult } from './proof-result.tsx';
import { SessionVersions } from './session-versions.tsx';
import type { Proof } from './use-proof.ts';
import { useWhose } from './use-whose.ts';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-line">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 truncate text-right">{children}</dd>
    </div>
  );
}

/** What is stored by kind and by site; never a value. */
function Stored({ summary }: { summary: SessionSummary | null }) {
  const { t } = useTranslation('portals');
  if (summary === null) return <Fact label={t('stored')}>{t('byHand')}</Fact>;
  const local = summary.localStorage + summary.sessionStorage + summary.indexedDB;
  return (
    <>
      <Fact label={t('stored')}>
        {t('cookies', { count: summary.cookies })}, {t('local', { count: local })}
      </Fact>
      {summary.sites.map(({ domain, cookies }) => (
        <Fact key={domain} label={domain}>
          {t('cookies', { count: cookies })}
        </Fact>
      ))}
    </>
  );
}

function Acts({ account, proof }: { account: Account; proof: Proof }) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  const { can } = useBridge();
  const login = useLogin();
  const { act } = useAct();
  const { own, whyNot } = useWhose()(account);
  const [forgetting, setForgetting] = useState(false);
  return (
    <div className="mt-4 flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button busy={own && proof.busy} disabledReason={whyNot} onClick={proof.start}>
          {own && proof.busy ? t('proof.busy', { seconds: proof.seconds }) : t('act.proof')}
        </Button>
        <Button disabledReason={whyNot} onClick={() => login(account.providerId)}>
          {can.capture ? t('act.renew') : t('openApp')}
        </Button>
        <Button variant="danger" disabledReason={whyNot} onClick={() => setForgetting(true)}>
          {t('act.forget')}
        </Button>
      </div>
      {!can.capture && <p className="text-meta text-muted">{t('webOnly')}</p>}
      {own && <ProofResult proof={proof} />}
      <AlertDialog
        open={forgetting}
        onOpenChange={setForgetting}
        title={t('forget.title', { portal: account.providerName })}
        description={t('forget.text')}
        confirm={t('forget.confirm')}
        cancel={tCommon('cancel')}
        onConfirm={() =>
          void act(
            'deleteSession',
            { params: { providerId: account.providerId } },
            { done: t('forget.done'), renews: ['listSessions', 'listSessionVersions'] },
          )
        }
      />
    </div>
  );
}

export interface SessionSheetProps {
  account: Account | undefined;
  proof: Proof;
  onClose: () => void;
}

/** One account's session: what is stored, since when, how long, its former versions. */
export function SessionSheet({ account, proof, onClose }: SessionSheetProps) {
  const { t } = useTranslation('portals');
  const { t: tJobs } = useTranslation('jobs');
  const format = useFormat();
  const now = Date.now();
  const end = account === undefined ? null : expectedEnd(account, now);
  const checkWords = ({ health }: Account): string =>
    health === null
      ? t('notProven')
      : t('check', {
          what: t(`checked.${health.verdict}`),
          robot: health.workerId,
          when: format.relative(health.at, now),
        });
  return (
    <Sheet
      open={account !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={t('detail', { account: account?.userName ?? '' })}
    >
      {account !== undefined && (
        <>
          <div className="flex items-center gap-3">
            <SessionHealthChip health={healthOf(account, now)} />
            {account.waiting > 0 && <span className="text-attention">{t('waiting', { count: account.waiting })}</span>}
          </div>
          <dl className="mt-3">
            <Fact label={t('column.saved')}>{format.dateTime(Date.parse(account.updatedAt))}</Fact>
            <Fact label={t(account.endedAt === null ? 'kept' : 'ended')}>
              {end === null ? t('never') : format.dateTime(end)}
            </Fact>
            {account.forecast !== null && (
              <Fact label={t('forecast.label')}>{t(`forecast.${account.forecast.by}`)}</Fact>
            )}
            <Fact label={t('lastCheck')}>{checkWords(account)}</Fact>
            <Fact label={t('nextCheck')}>
              {account.nextCheckAt === null ? t('noCheck') : format.relative(Date.parse(account.nextCheckAt), now)}
            </Fact>
            <Fact label={t('column.lastRun')}>
              {account.lastRun === null
                ? t('noRun')
                : t('lastRun', {
                    status: tJobs(`status.${account.lastRun.status}`),
                    when: format.relative(Date.parse(account.lastRun.at), now),
                  })}
            </Fact>
            <Fact label={t('version')}>{account.sessionVersion}</Fact>
            <Stored summary={account.summary} />
          </dl>
          <Acts account={account} proof={proof} />
          <SessionVersions account={account} />
        </>
      )}
    </Sheet>
  );
}
