import type { DeliveryState } from '@sri/shared/model/webhook.ts';
import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { useTranslation } from 'react-i18next';
import { StatusChip } from '../../ui/chip.tsx';
import type { MarkKind } from '../../ui/state-mark.tsx';

export type WebhookState = 'on' | 'failing' | 'off';

export function stateOfWebhook({ disabled, failingSince }: Webhook): WebhookState {
  if (disabled !== null) return 'off';
  return failingSince === null ? 'on' : 'failing';
}

const KINDS: Record<WebhookState, MarkKind> = { on: 'success', failing: 'failure', off: 'stopped' };

export function WebhookChip({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const state = stateOfWebhook(webhook);
  return <StatusChip kind={KINDS[state]}>{t(`state.${state}`)}</StatusChip>;
}

const DELIVERY_KINDS: Record<DeliveryState, MarkKind> = { waiting: 'waiting', delivered: 'success', failed: 'failure' };

export function DeliveryChip({ state }: { state: DeliveryState }) {
  const { t } = useTranslation('webhooks');
  return <StatusChip kind={DELIVERY_KINDS[state]}>{t(`delivery.${state}`)}</StatusChip>;
}
