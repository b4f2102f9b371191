import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useEventWords } from './event-words.ts';
import { SecretShown } from './secret-shown.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookChip } from './webhook-state.tsx';

type Asking = 'rotate' | 'remove' | null;

function Facts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const words = useEventWords();
  const format = useFormat();
  const { url, events, previousSecretUntil } = webhook;
  return (
    <dl className="mt-1 flex flex-col gap-0.5 text-meta">
      <div className="flex min-w-0 gap-1.5">
        <dt className="shrink-0 text-muted">{t('fact.url')}</dt>
        <dd className="mono truncate">{url}</dd>
      </div>
      <div className="flex min-w-0 gap-1.5">
        <dt className="shrink-0 text-muted">{t('fact.events')}</dt>
        <dd>{events.map(words).join(' · ')}</dd>
      </div>
      {previousSecretUntil !== null && (
        <div className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-muted">{t('fact.secret')}</dt>
          <dd>{t('fact.overlap', { when: format.dateTime(Date.parse(previousSecretUntil)) })}</dd>
        </div>
      )}
    </dl>
  );
}

/** An endpoint's name, what it is told, and what can be done with it as a whole. */
export function WebhookHeader({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const maySend = useWhyNot('webhooks:send');
  const mayWrite = useWhyNot('webhooks:write');
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<Asking>(null);
  const [secret, setSecret] = useState<string>();
  const { id, name, disabled } = webhook;
  const params = { webhookId: id };
  const renews = ['listWebhooks', 'listDeliveries'] as const;
  const off = mayWrite !== undefined;

  async function rotate(): Promise<void> {
    const made = await act('rotateWebhook', { params }, { renews });
    if (made !== null) setSecret(made.answer.secret);
  }

  const questions = {
    rotate: { onConfirm: () => void rotate() },
    remove: { onConfirm: () => void act('deleteWebhook', { params }, { done: t('remove.done', { name }), renews }) },
  };
  return (
    <header className="shrink-0 border-b border-line px-5 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-section font-bold">{name}</h2>
        <WebhookChip webhook={webhook} />
        <span className="ml-auto flex items-center gap-1">
          <Button
            size="small"
            busy={busy}
            disabledReason={maySend}
            onClick={() => void act('testWebhook', { params }, { done: t('testSent'), renews })}
          >
            {t('act.test')}
          </Button>
          <Button size="small" disabledReason={mayWrite} onClick={() => setEditing(true)}>
            {t('act.edit')}
          </Button>
          <Menu
            trigger={
              <IconButton
                label={t('act.more')}
                icon={<EllipsisVertical size={14} strokeWidth={1.75} />}
                className="size-6"
              />
            }
            entries={[
              { kind: 'act', label: t('act.rotate'), disabled: off, onSelect: () => setAsking('rotate') },
              {
                kind: 'act',
                label: t('act.switchOff'),
                disabled: off || disabled !== null,
                onSelect: () =>
                  void act('changeWebhook', { params, body: { enabled: false } }, { done: t('switchedOff'), renews }),
              },
              { kind: 'act', label: t('act.remove'), danger: true, disabled: off, onSelect: () => setAsking('remove') },
            ]}
          />
        </span>
      </div>
      <Facts webhook={webhook} />
      {editing && <WebhookForm webhook={webhook} onClose={() => setEditing(false)} onDone={() => setEditing(false)} />}
      {asking !== null && (
        <AlertDialog
          open
          onOpenChange={(open) => !open && setAsking(null)}
          title={t(`${asking}.title`, { name })}
          description={t(`${asking}.text`)}
          confirm={t(`${asking}.confirm`)}
          cancel={tCommon('cancel')}
          {...questions[asking]}
        />
      )}
      {secret !== undefined && <SecretShown name={name} secret={secret} rotated onClose={() => setSecret(undefined)} />}
    </header>
  );
}
