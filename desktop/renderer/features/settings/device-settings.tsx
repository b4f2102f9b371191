import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesktopBridge, ServersBridge } from '../../lib/bridge.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from './setting-row.tsx';

export function VersionRow() {
  const { t } = useTranslation('settings');
  const health = useApi('getHealth', {});
  const server = health.data?.version;
  return (
    <SettingRow label={t('version')} hint={server === undefined ? undefined : t('serverVersion', { version: server })}>
      <span className="py-1">{PRODUCT_VERSION}</span>
    </SettingRow>
  );
}

/** The installations that this computer knows; the one in use is marked. */
export function ServersRow({ servers }: { servers: ServersBridge }) {
  const { t } = useTranslation('settings');
  const { known, chosenId } = useStore(servers.state);
  return (
    <SettingRow label={t('servers')} hint={t('serversHint')}>
      <ul className="flex w-full flex-col">
        {known.map(({ id, name, url }) => (
          <li key={id} className="flex min-h-8 items-center gap-3">
            <span className="font-semibold">{name}</span>
            <span className="min-w-0 flex-1 truncate text-muted">{url}</span>
            {id === chosenId ? (
              <span className="text-meta text-muted">{t('inUse')}</span>
            ) : (
              <Button size="small" onClick={() => void servers.forget(id)}>
                {t('forget')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </SettingRow>
  );
}

/** What this computer keeps, and what it cannot keep safely. */
export function KeepingRow({ desktop }: { desktop: DesktopBridge }) {
  const { t } = useTranslation('settings');
  const { store, secrets } = desktop.keeping;
  return (
    <SettingRow label={t('keeping')} hint={t(`keptStore.${store}`)}>
      <span className="py-1">{t(`keptSecrets.${secrets}`)}</span>
    </SettingRow>
  );
}

export function DiagnosticsRow({ desktop }: { desktop: DesktopBridge }) {
  const { t } = useTranslation('settings');
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const save = async (): Promise<void> => {
    setState('busy');
    setState((await desktop.exportDiagnostics().catch(() => false)) ? 'saved' : 'idle');
  };
  return (
    <SettingRow label={t('diagnostics')} hint={t('diagnosticsHint')} saving={state === 'saved' ? 'saved' : 'no'}>
      <Button busy={state === 'busy'} onClick={() => void save()}>
        {t('diagnosticsExport')}
      </Button>
    </SettingRow>
  );
}
