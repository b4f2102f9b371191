import type { DeliveryState } from '@sri/shared/model/webhook.ts';
import type { Delivery, Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { DeliverySheet } from './delivery-sheet.tsx';
import { useEventWords } from './event-words.ts';
import { DeliveryChip } from './webhook-state.tsx';

const FILTERS = ['all', 'waiting', 'failed', 'delivered'] as const;
type Filter = (typeof FILTERS)[number];

function useColumns(): DataColumn<Delivery>[] {
  const { t } = useTranslation('webhooks');
  const words = useEventWords();
  const format = useFormat();
  return useMemo<DataColumn<Delivery>[]>(
    () => [
      { id: 'state', header: t('column.state'), width: '116px', cell: ({ state }) => <DeliveryChip state={state} /> },
      {
        id: 'event',
        header: t('column.event'),
        width: 'minmax(140px, 1fr)',
        cell: ({ event }) => <span className="truncate">{words(event)}</span>,
      },
      {
        id: 'code',
        header: t('column.code'),
        width: 'minmax(96px, 0.7fr)',
        cell: ({ code, fault }) => (
          <span className="truncate">{code ?? (fault === null ? '–' : t(`fault.${fault}`))}</span>
        ),
      },
      { id: 'attempts', header: t('column.attempts'), width: '84px', align: 'right', cell: ({ attempts }) => attempts },
      {
        id: 'latency',
        header: t('column.latency'),
        width: '88px',
        align: 'right',
        cell: ({ latencyMs }) => (latencyMs === null ? '–' : format.duration(latencyMs)),
      },
      {
        id: 'at',
        header: t('column.at'),
        width: '120px',
        cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      },
    ],
    [t, words, format],
  );
}

/** What an endpoint was told, newest first, and what came of each. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const { t: tCommon } = useTranslation();
  const [filter, setFilter] = useState<Filter>('all');
  const [limit, setLimit] = useState(50);
  const [openId, setOpenId] = useState<string>();
  const state: DeliveryState | undefined = filter === 'all' ? undefined : filter;
  const query = { limit: String(limit), ...(state === undefined ? {} : { state }) };
  const deliveries = useApi('listDeliveries', { params: { webhookId: webhook.id }, query }, { refetchInterval: 5000 });
  const columns = useColumns();
  const choose = (next: Filter): void => {
    setFilter(next);
    setLimit(50);
  };
  return (
    <section aria-label={t('deliveries')} className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-3 px-5 py-2">
        <h3 className="font-semibold">{t('deliveries')}</h3>
        <ToggleGroup
          aria-label={t('filter.label')}
          value={filter}
          onChange={choose}
          choices={FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </div>
      <QueryPart query={deliveries}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            filter === 'all' ? (
              <EmptyState title={t('noDeliveries.title')} text={t('noDeliveries.text')} />
            ) : (
              <EmptyState
                title={tCommon('filteredEmpty')}
                action={<Button onClick={() => choose('all')}>{tCommon('clearFilters')}</Button>}
              />
            )
          ) : (
            <DataTable
              label={t('deliveries')}
              columns={columns}
              rows={items}
              rowId={({ id }) => id}
              onOpen={({ id }) => setOpenId(id)}
              isSelected={({ id }) => id === openId}
              footer={
                nextCursor !== null &&
                limit < 200 && (
                  <Button onClick={() => setLimit((before) => Math.min(200, before + 50))}>{t('more')}</Button>
                )
              }
            />
          )
        }
      </QueryPart>
      {openId !== undefined && (
        <DeliverySheet webhookId={webhook.id} deliveryId={openId} onClose={() => setOpenId(undefined)} />
      )}
    </section>
  );
}
