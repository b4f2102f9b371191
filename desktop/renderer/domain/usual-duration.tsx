import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/preferences-context.tsx';
import { AmountBar } from '../ui/amount-bar.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

/** From here on an execution takes strikingly long. */
const LONG = 1.75;

/** How long it took, or has been running, beside what its flow usually takes. */
export function UsualDuration({ ms, usualMs }: { ms: number | null; usualMs: number | null }) {
  const { t } = useTranslation('list');
  const format = useFormat();
  if (ms === null) return null;
  const time = format.duration(ms);
  const words = usualMs === null ? t('noUsual', { time }) : t('usual', { time, usual: format.duration(usualMs) });
  return (
    <Tooltip text={words}>
      <span className="flex items-center gap-2">
        {usualMs !== null && usualMs > 0 && <AmountBar ratio={ms / usualMs} high={ms / usualMs >= LONG} />}
        <span className="mono min-w-12 text-right">{time}</span>
        {usualMs !== null && <span className="sr-only">{words}</span>}
      </span>
    </Tooltip>
  );
}
