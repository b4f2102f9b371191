import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useBridge } from '../lib/bridge-context.tsx';
import { useFormat } from '../lib/preferences-context.tsx';

/** How old what is shown may be: live, asked for again by time, or of the last time that the server answered. */
export function Freshness({ live }: { live: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { online, lastOkAt } = useStore(useBridge().connection);
  const text = online
    ? t(live ? 'live' : 'polling')
    : lastOkAt === null
      ? ''
      : t('dataFrom', { time: format.time(lastOkAt) });
  return <span className="text-meta text-muted">{text}</span>;
}
