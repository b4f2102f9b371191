import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { usePause } from './use-pause.ts';

/** While a portal is paused: since when, by whom, what waits, and the end of it. */
export function PauseBanner({ portal }: { portal: Portal }) {
  const { t } = useTranslation('portals');
  const format = useFormat();
  const now = useNow(30_000);
  const whyNot = useWhyNot('jobs:run');
  const { resume, busy } = usePause(portal);
  const { paused } = portal;
  if (paused === null) return null;
  return (
    <Banner
      kind="attention"
      action={
        <>
          {paused.waiting > 0 && (
            <Link to="/ejecuciones" search={{ view: 'all', status: 'queued', portal: portal.id }} className={linkClass}>
              {t('seeWaiting')}
            </Link>
          )}
          <Button size="small" busy={busy} disabledReason={whyNot} onClick={resume}>
            {t('act.resume')}
          </Button>
        </>
      }
    >
      <span className="font-semibold">
        {t('paused.since', { when: format.relative(Date.parse(paused.at), now), name: paused.by })}
      </span>{' '}
      {paused.waiting > 0 ? t('paused.waiting', { count: paused.waiting }) : t('paused.none')}
    </Banner>
  );
}
