import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../lib/use-api.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** Says that the server has moved on since this page was loaded. */
export function VersionBanner() {
  const { t } = useTranslation('shell');
  const { t: tCommon } = useTranslation();
  const health = useApi('getHealth', {}, { refetchInterval: 5 * 60_000 });
  if (health.data === undefined || health.data.version === PRODUCT_VERSION) return null;
  return (
    <Banner
      kind="info"
      action={
        <Button size="small" onClick={() => location.reload()}>
          {tCommon('reload')}
        </Button>
      }
    >
      {t('banner.version', { version: health.data.version })}
    </Banner>
  );
}
