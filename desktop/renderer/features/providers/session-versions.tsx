import type { Account, SessionVersion } from '@sri/shared/protocol/api/sessions.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { useWhose } from './use-whose.ts';

interface RowProps {
  version: SessionVersion;
  whyNot: string | undefined;
  onRestore: () => void;
}

function VersionRow({ version, whyNot, onRestore }: RowProps) {
  const { t } = useTranslation('portals');
  const format = useFormat();
  const now = useNow(60_000);
  const { sessionVersion, connectedAt, ttlSeconds, summary } = version;
  const when = format.relative(Date.parse(connectedAt), now);
  const local = summary.localStorage + summary.sessionStorage + summary.indexedDB;
  return (
    <li className="relative flex items-center gap-3 border-l-2 border-line-strong py-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <p>{t('versions.row', { version: sessionVersion, when })}</p>
        <p className="text-meta text-muted">
          {t('cookies', { count: summary.cookies })}, {t('local', { count: local })};{' '}
          {t('versions.until', { when: format.dateTime(now + ttlSeconds * 1000) })}
        </p>
      </div>
      <Button size="small" disabledReason={whyNot} onClick={onRestore}>
        {t('act.restore')}
      </Button>
    </li>
  );
}

/** What the account's sessions before this one hold, and the way back to one of them. */
export function SessionVersions({ account }: { account: Account }) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  const { own, whyNot } = useWhose()(account);
  const { act } = useAct();
  const [wanted, setWanted] = useState<number | null>(null);
  const params = { providerId: account.providerId };
  const versions = useApi('listSessionVersions', { params }, { enabled: own });
  return (
    <section className="mt-5">
      <h3 className="mb-1 font-semibold">{t('versions.title')}</h3>
      {own ? (
        <QueryPart query={versions} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-muted">{t('versions.none')}</p>
            ) : (
              <ul>
                {items.map((version) => (
                  <VersionRow
                    key={version.sessionVersion}
                    version={version}
                    whyNot={whyNot}
                    onRestore={() => setWanted(version.sessionVersion)}
                  />
                ))}
              </ul>
            )
          }
        </QueryPart>
      ) : (
        <p className="text-muted">{t('versions.ownOnly')}</p>
      )}
      <AlertDialog
        open={wanted !== null}
        onOpenChange={(open) => !open && setWanted(null)}
        title={t('versions.ask', { version: wanted ?? 0 })}
        description={t('versions.text')}
        confirm={t('versions.confirm')}
        cancel={tCommon('cancel')}
        onConfirm={() =>
          void act(
            'restoreSession',
            { params: { ...params, sessionVersion: wanted ?? 0 } },
            {
              done: t('versions.done', { version: wanted ?? 0 }),
              renews: ['listSessions', 'listSessionVersions', 'listJobs'],
            },
          )
        }
      />
    </section>
  );
}
