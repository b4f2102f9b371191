import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { Button } from '../../../ui/button.tsx';
import { CompareView } from './compare-view.tsx';

export interface ComparePartProps {
  flow: FlowSummary;
  before: string;
  after: string;
  onClose: () => void;
}

/** Two versions side by side in one list, in the place of the steps. */
export function ComparePart({ flow, before, after, onClose }: ComparePartProps) {
  const { t } = useTranslation('flows');
  const one = useApi('getVersion', { params: { id: flow.id, version: before } });
  const other = useApi('getVersion', { params: { id: flow.id, version: after } });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface outline-none" data-region tabIndex={-1}>
      <p className="flex justify-end px-5 pt-3">
        <Button size="small" onClick={onClose}>
          {t('compare.close')}
        </Button>
      </p>
      <QueryPart query={one} rows={8}>
        {(old) => (
          <QueryPart query={other} rows={8}>
            {(now) => <CompareView before={old} after={now} />}
          </QueryPart>
        )}
      </QueryPart>
    </div>
  );
}
