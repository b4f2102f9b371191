import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { Button } from '../../../ui/button.tsx';

/** A table without rows: how many are usual, as the execution before had, and the pictures to look at. */
export function EmptyResult({
  jobId,
  name,
  onReview,
}: {
  jobId: string;
  name: string;
  onReview?: (() => void) | undefined;
}) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { data } = useApi('getResultChanges', { params: { id: jobId, name }, query: {} });
  const usual = data === undefined || data.against === null ? 0 : data.counts.before;
  if (usual === 0) return <p className="px-4 py-3 text-muted">{t('result.noRows')}</p>;
  return (
    <div className="flex items-center gap-3 px-4 py-3">
      <p className="text-attention">{t('result.usual', { count: usual, rows: format.number(usual) })}</p>
      {onReview !== undefined && (
        <Button size="small" onClick={onReview}>
          {t('result.review')}
        </Button>
      )}
    </div>
  );
}
