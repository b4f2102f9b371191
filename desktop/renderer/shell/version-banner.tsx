import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../lib/bridge-context.tsx';
import { useApi } from '../lib/use-api.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** Says that the server has moved on since this page was loaded. */
export function VersionBanner() {
  const { t } = useTranslation('shell');
  const { t: tCommon } = useTranslation();
  const health = useApi('getHealth', {}, { refetchInterval: 5 * 60_000 });
  const { kind } = useBridge();
  if (health.data === undefined || health.data.version === PRODUCT_VERSION) return null;
  const server = health.data.version;
  // The app does not come from the server: to reload it would change nothing.
  if (kind === 'desktop') return <Banner kind="info">{t('banner.app', { server, app: PRODUCT_VERSION })}</Banner>;
  return (
    <Banner
      kind="info"
      action={
        <Button size="small" onClick={() => location.reload()}>
          {tCommon('reload')}
        </Button>
      }
    >
      {t('banner.version', { version: server })}
    </Banner>
  );
}
