import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

const RENEWED = ['listWebhooks', 'listDeliveries'] as const;

function Failing({ webhook, since }: { webhook: Webhook; since: string }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const now = useNow(30_000);
  const { act, busy } = useAct();
  const whyNot = useWhyNot('webhooks:send');
  const { id, name, waiting, nextAttemptAt } = webhook;
  return (
    <Banner
      kind="failure"
      action={
        <Button
          size="small"
          busy={busy}
          disabledReason={whyNot}
          onClick={() =>
            void act(
              'resendDeliveries',
              { params: { webhookId: id }, body: { since } },
              { done: t('resent'), renews: RENEWED },
            )
          }
        >
          {t('act.resend')}
        </Button>
      }
    >
      <span className="font-semibold">{t('failing.text', { name, count: waiting })}</span>{' '}
      {t('failing.since', { when: format.relative(Date.parse(since), now) })}{' '}
      {nextAttemptAt !== null && t('failing.next', { when: format.relative(Date.parse(nextAttemptAt), now) })}
    </Banner>
  );
}

function Off({ webhook, reason }: { webhook: Webhook; reason: 'person' | 'gone' | 'failing' }) {
  const { t } = useTranslation('webhooks');
  const { act, busy } = useAct();
  const whyNot = useWhyNot('webhooks:write');
  const input = { params: { webhookId: webhook.id }, body: { enabled: true } };
  return (
    <Banner
      kind={reason === 'person' ? 'info' : 'attention'}
      action={
        <Button
          size="small"
          busy={busy}
          disabledReason={whyNot}
          onClick={() => void act('changeWebhook', input, { done: t('switchedOn'), renews: RENEWED })}
        >
          {t('act.switchOn')}
        </Button>
      }
    >
      {t(`off.${reason}`, { name: webhook.name })}
    </Banner>
  );
}

/** What is wrong with an endpoint and the one way on; nothing where all is well. */
export function WebhookBanner({ webhook }: { webhook: Webhook }) {
  const { disabled, failingSince } = webhook;
  if (disabled !== null) return <Off webhook={webhook} reason={disabled.reason} />;
  return failingSince === null ? null : <Failing webhook={webhook} since={failingSince} />;
}
