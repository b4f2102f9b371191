import { ArrowLeft, Lock, LockOpen, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EmbeddedPages } from '../../../contract/embedded.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AddressField } from './address-field.tsx';
import type { EmbeddedActs } from './embedded-acts.ts';

/** The page's own slim bar: back, reload, where one is, how large, and as the robot sees it. */
export function BrowserBar({
  state,
  acts,
  opening,
  onVisit,
}: {
  state: EmbeddedPages;
  acts: EmbeddedActs;
  opening: boolean;
  /** Where the person may type an address. */
  onVisit?: (url: string) => void;
}) {
  const { t } = useTranslation('embedded');
  const tab = state.tabs.find(({ id }) => id === state.activeTab);
  const secure = tab?.url.startsWith('https:') === true && tab.fault?.kind !== 'certificate';
  const zoom = tab?.zoom ?? 100;
  const icon = { size: 14, strokeWidth: 1.75 };
  const busy = tab?.loading === true || opening;
  return (
    <div
      role="toolbar"
      aria-label={t('bar.label')}
      className="flex h-9 shrink-0 items-center gap-1 border-b border-line bg-surface px-2"
    >
      <IconButton
        label={t('bar.back')}
        icon={<ArrowLeft {...icon} />}
        disabled={tab?.canGoBack !== true}
        onClick={() => acts.go('back')}
      />
      <IconButton
        label={busy ? t('bar.loading') : t('bar.reload')}
        icon={busy ? <Spinner /> : <RotateCw {...icon} />}
        onClick={() => acts.go('reload')}
      />
      <div className="flex h-6 min-w-0 flex-1 items-center gap-1.5 rounded-control bg-sunken px-2">
        {secure ? (
          <Lock
            size={12}
            strokeWidth={1.75}
            role="img"
            aria-label={t('bar.secure')}
            className="shrink-0 text-success"
          />
        ) : (
          <LockOpen
            size={12}
            strokeWidth={1.75}
            role="img"
            aria-label={t('bar.insecure')}
            className="shrink-0 text-attention"
          />
        )}
        {onVisit === undefined ? (
          <output aria-label={t('bar.address')} className="mono truncate">
            {tab?.url ?? ''}
          </output>
        ) : (
          <AddressField key={tab?.url} url={tab?.url ?? ''} onVisit={onVisit} />
        )}
      </div>
      <IconButton label={t('bar.zoomOut')} icon={<ZoomOut {...icon} />} onClick={() => acts.zoom('out')} />
      <button
        type="button"
        aria-label={t('bar.zoomReset', { zoom })}
        onClick={() => acts.zoom('reset')}
        className="h-6 min-w-11 rounded-control text-meta text-muted hover:bg-hover hover:text-ink"
      >
        {zoom} %
      </button>
      <IconButton label={t('bar.zoomIn')} icon={<ZoomIn {...icon} />} onClick={() => acts.zoom('in')} />
      <span className="ml-1 pr-1 whitespace-nowrap">
        <Switch label={t('bar.asRobot')} checked={state.asRobot} onChange={acts.asRobot} />
      </span>
    </div>
  );
}
