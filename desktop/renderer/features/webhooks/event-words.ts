import { TEST_EVENT, webhookEventSchema, type WebhookEvent } from '@sri/shared/model/webhook.ts';
import { useTranslation } from 'react-i18next';
import type webhooks from '../../locales/es/webhooks.json';

type Words = keyof (typeof webhooks)['event'];

const WORDS: Record<WebhookEvent | typeof TEST_EVENT, Words> = {
  'job.completed': 'completed',
  'job.failed': 'failed',
  'job.cancelled': 'cancelled',
  'job.needs_login': 'needsLogin',
  'job.needs_person': 'needsPerson',
  'job.needs_review': 'needsReview',
  'alert.opened': 'alertOpened',
  'alert.closed': 'alertClosed',
  [TEST_EVENT]: 'test',
};

/** Events in words; one that a newer server has is told by its name. */
export function useEventWords(): (event: string) => string {
  const { t } = useTranslation('webhooks');
  return (event) => (event in WORDS ? t(`event.${WORDS[event as keyof typeof WORDS]}`) : event);
}

export const ALL_EVENTS: readonly WebhookEvent[] = webhookEventSchema.options;
