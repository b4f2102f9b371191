import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { useState, type ReactNode } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Split } from '../../ui/split.tsx';
import { Deliveries } from './deliveries.tsx';
import { SecretShown } from './secret-shown.tsx';
import { WebhookBanner } from './webhook-banner.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookHeader } from './webhook-header.tsx';
import { WebhookChip } from './webhook-state.tsx';

export interface WebhooksPageProps {
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

function List({
  items,
  current,
  onChoose,
}: {
  items: readonly Webhook[];
  current: Webhook;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('webhooks');
  return (
    <ul
      aria-label={t('title')}
      data-region
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto bg-surface outline-none"
    >
      {items.map((item) => (
        <li key={item.id} className="border-b border-line">
          <button
            type="button"
            aria-current={item === current ? 'true' : undefined}
            onClick={() => onChoose(item.id)}
            className={cx(
              'flex min-h-12 w-full items-center justify-between gap-3 px-4 py-1.5 text-left -outline-offset-2 hover:bg-hover',
              item === current && 'bg-accent-soft hover:bg-accent-soft',
            )}
          >
            <span className="min-w-0">
              <span className="block truncate font-semibold">{item.name}</span>
              <span className="mono block truncate text-meta text-muted">{new URL(item.url).host}</span>
            </span>
            <WebhookChip webhook={item} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function View({ items, chosen, onChoose, add }: WebhooksPageProps & { items: readonly Webhook[]; add: ReactNode }) {
  const { t } = useTranslation('webhooks');
  const current = items.find(({ id }) => id === chosen) ?? items[0];
  if (current === undefined) return <EmptyState title={t('empty.title')} text={t('empty.text')} action={add} />;
  return (
    <Split
      id="webhooks"
      direction="horizontal"
      className="flex-1"
      parts={[
        {
          id: 'lista',
          defaultSize: '280px',
          minSize: '220px',
          maxSize: '50%',
          content: <List items={items} current={current} onChoose={onChoose} />,
        },
        {
          id: 'detalle',
          minSize: '420px',
          content: (
            <div key={current.id} className="flex min-h-0 flex-1 flex-col bg-surface">
              <WebhookHeader webhook={current} />
              <WebhookBanner webhook={current} />
              <Deliveries webhook={current} />
            </div>
          ),
        },
      ]}
    />
  );
}

/** Screen 13: other systems that are told what happens, and what became of each message. N adds one. */
export function WebhooksPage({ chosen, onChoose }: WebhooksPageProps) {
  const { t } = useTranslation('webhooks');
  const webhooks = useApi('listWebhooks', {}, { refetchInterval: 10_000 });
  const whyNot = useWhyNot('webhooks:write');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  useHotkeys('n', () => whyNot === undefined && setAdding(true), { useKey: true, preventDefault: true });
  const add = (
    <Button variant="primary" disabledReason={whyNot} onClick={() => setAdding(true)}>
      {t('act.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} actions={webhooks.data?.items.length === 0 ? undefined : add} />
      <QueryPart query={webhooks}>
        {({ items }) => <View items={items} chosen={chosen} onChoose={onChoose} add={add} />}
      </QueryPart>
      {adding && (
        <WebhookForm
          onClose={() => setAdding(false)}
          onDone={({ id, name }, secret) => {
            setAdding(false);
            if (secret !== undefined) setMade({ name, secret });
            onChoose(id);
          }}
        />
      )}
      {made !== undefined && <SecretShown {...made} rotated={false} onClose={() => setMade(undefined)} />}
    </>
  );
}
