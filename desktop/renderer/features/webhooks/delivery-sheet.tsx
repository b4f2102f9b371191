import type { DeliveryDetail, DeliveryTry } from '@sri/shared/protocol/api/webhooks.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { useEventWords } from './event-words.ts';
import { DeliveryChip } from './webhook-state.tsx';

/** Indented where it is JSON, which is easier to read than what was sent byte for byte. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Attempt({ attempt, number }: { attempt: DeliveryTry; number: number }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { at, code, fault, latencyMs, response } = attempt;
  const facts = [
    format.dateTime(Date.parse(at)),
    ...(code === null ? [] : [String(code)]),
    ...(fault === null ? [] : [t(`fault.${fault}`)]),
    ...(latencyMs === null ? [] : [format.duration(latencyMs)]),
  ];
  return (
    <li className="flex flex-col gap-1 py-1.5">
      <p className={fault === null ? undefined : 'text-failure'}>{facts.join(' · ')}</p>
      {response !== null && response !== '' && (
        <CodeBlock code={readable(response)} label={t('sheet.answer', { number })} />
      )}
    </li>
  );
}

function Content({ webhookId, delivery }: { webhookId: string; delivery: DeliveryDetail }) {
  const { t } = useTranslation('webhooks');
  const words = useEventWords();
  const { act, busy } = useAct();
  const whyNot = useWhyNot('webhooks:send');
  const { id, event, jobId, state, request, tries } = delivery;
  const renews = ['getDelivery', 'listDeliveries', 'listWebhooks'] as const;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <span className="flex items-center gap-3">
          <DeliveryChip state={state} />
          {words(event)}
        </span>
        <span className="flex items-center gap-3">
          {jobId !== null && (
            <Link to="/ejecuciones/$jobId" params={{ jobId }} className={linkClass}>
              {t('sheet.job')}
            </Link>
          )}
          <Button
            busy={busy}
            disabledReason={whyNot}
            onClick={() =>
              void act('resendDelivery', { params: { webhookId, deliveryId: id } }, { done: t('resent'), renews })
            }
          >
            {t('act.resend')}
          </Button>
        </span>
      </div>
      <section className="border-t border-line py-3">
        <h3 className="mb-1 font-semibold">{t('sheet.attempts')}</h3>
        {tries.length === 0 ? (
          <p className="text-muted">{t('sheet.none')}</p>
        ) : (
          <ol className="flex flex-col">
            {tries.map((attempt, index) => (
              <Attempt key={attempt.at} attempt={attempt} number={index + 1} />
            ))}
          </ol>
        )}
      </section>
      <section className="flex flex-col gap-2 border-t border-line py-3">
        <h3 className="font-semibold">{t('sheet.request')}</h3>
        <CodeBlock code={headers.join('\n')} label={t('sheet.headers')} />
        <CodeBlock code={readable(request.body)} label={t('sheet.body')} />
      </section>
    </>
  );
}

/** One message: what was sent, and what was answered, attempt by attempt. */
export function DeliverySheet({
  webhookId,
  deliveryId,
  onClose,
}: {
  webhookId: string;
  deliveryId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('webhooks');
  const query = useApi('getDelivery', { params: { webhookId, deliveryId } }, { refetchInterval: 5000 });
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t('sheet.title')} width={560}>
      <QueryPart query={query}>{(delivery) => <Content webhookId={webhookId} delivery={delivery} />}</QueryPart>
    </Sheet>
  );
}
