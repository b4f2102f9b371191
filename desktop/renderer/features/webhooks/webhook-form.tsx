import type { AppError } from '@sri/shared/errors.ts';
import type { WebhookEvent } from '@sri/shared/model/webhook.ts';
import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ALL_EVENTS, useEventWords } from './event-words.ts';

export interface WebhookFormProps {
  /** The one to change; absent: a new one. */
  webhook?: Webhook;
  onClose: () => void;
  /** `secret`: of a new one, to be shown now or never. */
  onDone: (webhook: Webhook, secret?: string) => void;
}

type Faults = Partial<Record<'name' | 'url' | 'events', string>>;

const USUAL: readonly WebhookEvent[] = ['job.completed', 'job.failed', 'job.needs_login', 'job.needs_review'];

/** Adds a system that is told what happens, or changes what it is told and where. */
export function WebhookForm({ webhook, onClose, onDone }: WebhookFormProps) {
  const { t } = useTranslation('webhooks');
  const { t: tCommon } = useTranslation();
  const words = useEventWords();
  const { act, busy } = useAct();
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? USUAL);
  const [faults, setFaults] = useState<Faults>({});

  function onRefused({ errors }: AppError): boolean {
    // Only the address can be refused by what only the server knows.
    if (!errors.some(({ field }) => field === 'url')) return false;
    setFaults({ url: t('form.refused') });
    return true;
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong: Faults = {
      ...(name.trim() === '' ? { name: t('form.needName') } : {}),
      ...(/^https?:\/\/[^/]/i.test(url.trim()) ? {} : { url: t('form.badUrl') }),
      ...(events.length === 0 ? { events: t('form.needEvent') } : {}),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    const body = { name: name.trim(), url: url.trim(), events: [...events] };
    const renews = ['listWebhooks'] as const;
    if (webhook === undefined) {
      const made = await act('createWebhook', { body }, { renews, onRefused });
      if (made !== null) onDone(made.answer, made.answer.secret);
      return;
    }
    const params = { webhookId: webhook.id };
    const changed = await act('changeWebhook', { params, body }, { done: t('form.saved'), renews, onRefused });
    if (changed !== null) onDone(changed.answer);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={webhook === undefined ? t('form.addTitle') : t('form.editTitle', { name: webhook.name })}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" type="submit" form="webhook-form" busy={busy}>
            {t(webhook === undefined ? 'form.add' : 'form.save')}
          </Button>
        </>
      }
    >
      <form id="webhook-form" noValidate className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
        <Field label={t('form.name')} hint={t('form.nameHint')} error={faults.name}>
          <TextInput
            value={name}
            onValueChange={(next) => setName(next)}
            maxLength={100}
            autoFocus
            autoComplete="off"
          />
        </Field>
        <Field label={t('form.url')} hint={t('form.urlHint')} error={faults.url}>
          <TextInput value={url} onValueChange={(next) => setUrl(next)} inputMode="url" maxLength={2000} />
        </Field>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-semibold">{t('form.events')}</legend>
          {ALL_EVENTS.map((event) => (
            <Checkbox
              key={event}
              label={words(event)}
              checked={events.includes(event)}
              onChange={(on) => setEvents(ALL_EVENTS.filter((one) => (one === event ? on : events.includes(one))))}
            />
          ))}
          {faults.events !== undefined && (
            <p role="alert" className="text-meta text-failure">
              {faults.events}
            </p>
          )}
        </fieldset>
      </form>
    </Dialog>
  );
}
