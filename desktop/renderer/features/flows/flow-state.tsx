import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/chip.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

/** What of a flow is published, and what is not yet. */
export function FlowState({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('flows');
  const { publishedVersion, latestVersion, hasDraft, active } = flow;
  const newer = publishedVersion !== null && publishedVersion !== latestVersion;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className={publishedVersion === null ? 'text-attention' : undefined}>
        {publishedVersion === null ? t('draft') : t('published', { version: publishedVersion })}
      </span>
      {active && (
        <Tooltip text={t('activeText')}>
          <span>
            <Badge>{t('active')}</Badge>
          </span>
        </Tooltip>
      )}
      {newer && <span className="truncate text-meta text-muted">{t('newer', { version: latestVersion })}</span>}
      {!newer && hasDraft && <span className="truncate text-meta text-muted">{t('editing')}</span>}
    </span>
  );
}
