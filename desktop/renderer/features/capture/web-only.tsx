import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { PageHeader } from '../../domain/page-header.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

/** Where there is no embedded browser: the way into the desktop app. */
export function WebOnly({ providerId, portal }: { providerId: string; portal: string }) {
  const { t } = useTranslation('capture');
  const bridge = useBridge();
  const link = `sri://portales/${providerId}/sesion`;
  return (
    <>
      <PageHeader title={t('title', { portal })} />
      <div className="flex max-w-xl flex-col items-start gap-3 px-5 py-6">
        <p className="text-section">{t('web.text')}</p>
        <Button variant="primary" onClick={() => bridge.openExternal(link)}>
          {t('web.open')}
        </Button>
        <div className="flex w-full min-w-0 items-center gap-2 rounded-control border border-line bg-sunken pl-3">
          <output aria-label={t('web.link')} className="mono min-w-0 flex-1 truncate">
            {link}
          </output>
          <CopyButton text={link} />
        </div>
        <p className="text-meta text-muted">{t('web.hint')}</p>
      </div>
    </>
  );
}
