import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import { EllipsisVertical, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PortalForm } from './portal-form.tsx';
import { SessionRulesDialog } from './session-rules-dialog.tsx';
import { usePause } from './use-pause.ts';

function Facts({ portal }: { portal: Portal }) {
  const { t } = useTranslation('portals');
  const flows = useApi('listFlows', {});
  const using = flows.data?.items.filter(({ providerId }) => providerId === portal.id).length ?? 0;
  const facts = [
    [t('start'), portal.baseUrl],
    [t('login'), portal.loginUrl],
    [t('domains'), portal.domains.join(', ')],
  ] as const;
  return (
    <div className="mt-1 flex flex-wrap gap-x-6 gap-y-0.5 text-meta">
      <dl className="contents">
        {facts.map(
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
      {using > 0 && <div className="text-muted">{t('flows', { count: using })}</div>}
    </div>
  );
}

/** A portal's name and addresses, and what can be done with it as a whole. */
export function PortalHeader({ portal }: { portal: Portal }) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  const bridge = useBridge();
  const { act } = useAct();
  const mayWrite = useWhyNot('providers:write');
  const mayRun = useWhyNot('jobs:run');
  const pausing = usePause(portal);
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [ruling, setRuling] = useState(false);
  const { baseUrl } = portal;
  const catalogue = portal.orgId === null;
  const off = catalogue || mayWrite !== undefined;
  return (
    <header className="shrink-0 border-b border-line px-5 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-section font-bold">{portal.name}</h2>
        <Badge>{catalogue ? t('builtIn') : t('own')}</Badge>
        <span className="ml-auto flex items-center gap-1">
          {baseUrl !== null && (
            <Button
              size="small"
              icon={<ExternalLink size={12} strokeWidth={1.75} />}
              onClick={() => bridge.openExternal(baseUrl)}
            >
              {t('open')}
            </Button>
          )}
          {portal.paused === null && (
            <Button size="small" busy={pausing.busy} disabledReason={mayRun} onClick={pausing.pause}>
              {t('act.pause')}
            </Button>
          )}
          <Button
            size="small"
            disabledReason={catalogue ? t('catalogOnly') : mayWrite}
            onClick={() => setEditing(true)}
          >
            {t('act.edit')}
          </Button>
          <Menu
            trigger={
              <IconButton
                label={t('act.more')}
                icon={<EllipsisVertical size={14} strokeWidth={1.75} />}
                className="size-6"
              />
            }
            entries={[
              {
                kind: 'act',
                label: t('act.rules'),
                disabled: mayWrite !== undefined,
                onSelect: () => setRuling(true),
              },
              {
                kind: 'act',
                label: t('act.remove'),
                danger: true,
                disabled: off,
                onSelect: () => setRemoving(true),
              },
            ]}
          />
        </span>
      </div>
      <Facts portal={portal} />
      {editing && <PortalForm portal={portal} onClose={() => setEditing(false)} onDone={() => setEditing(false)} />}
      {ruling && <SessionRulesDialog portal={portal} onClose={() => setRuling(false)} />}
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t('remove.title', { portal: portal.name })}
        description={t('remove.text')}
        confirm={t('remove.confirm')}
        cancel={tCommon('cancel')}
        onConfirm={() =>
          void act(
            'deleteProvider',
            { params: { providerId: portal.id } },
            { done: t('remove.done'), renews: ['listProviders'] },
          )
        }
      />
    </header>
  );
}
