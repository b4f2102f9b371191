import type { ReactNode } from 'react';
import { DeliverySheet } from '../features/webhooks/delivery-sheet.tsx';
import { SecretShown } from '../features/webhooks/secret-shown.tsx';
import { WebhookForm } from '../features/webhooks/webhook-form.tsx';
import { WebhooksPage } from '../features/webhooks/webhooks-page.tsx';
import { SAMPLE_ME, sampleId } from '../samples/sample-data.ts';
import { SAMPLE_SECRET } from '../samples/sample-webhooks.ts';
import { broken, nothing, type ScreenState } from './screen-state.ts';

const page = (number = 801): ReactNode => <WebhooksPage chosen={sampleId(number)} onChoose={nothing} />;

/** Screen 13 in its states. */
export const WEBHOOK_SCREENS: readonly ScreenState[] = [
  { id: 'webhooks', title: 'Webhooks: uno no responde', node: page() },
  { id: 'webhooks-al-dia', title: 'Webhooks: al día, con cambio de secreto', node: page(802) },
  { id: 'webhooks-apagado', title: 'Webhooks: apagado tras tres días', node: page(803) },
  {
    id: 'webhooks-vacia',
    title: 'Webhooks: ninguno',
    scenario: { answers: { listWebhooks: () => ({ items: [] }) } },
    node: page(),
  },
  {
    id: 'webhooks-sin-avisos',
    title: 'Webhooks: sin avisos',
    scenario: { answers: { listDeliveries: () => ({ items: [], nextCursor: null }) } },
    node: page(802),
  },
  {
    id: 'webhooks-error',
    title: 'Webhooks: avisos con error',
    scenario: { failing: { listDeliveries: broken } },
    node: page(),
  },
  {
    id: 'webhooks-operador',
    title: 'Webhooks: sin permiso para cambiarlos',
    scenario: {
      answers: {
        getMe: () => ({ ...SAMPLE_ME, role: 'operator', permissions: ['webhooks:read', 'webhooks:send', 'jobs:read'] }),
      },
    },
    node: page(802),
  },
  {
    id: 'webhooks-nuevo',
    title: 'Webhooks: agregar',
    node: (
      <>
        {page()}
        <WebhookForm onClose={nothing} onDone={nothing} />
      </>
    ),
  },
  {
    id: 'webhooks-secreto',
    title: 'Webhooks: el secreto, una vez',
    node: (
      <>
        {page()}
        <SecretShown name="ERP Cosecha" secret={SAMPLE_SECRET} rotated={false} onClose={nothing} />
      </>
    ),
  },
  {
    id: 'webhooks-aviso',
    title: 'Webhooks: un aviso',
    node: (
      <>
        {page()}
        <DeliverySheet webhookId={sampleId(801)} deliveryId={sampleId(823)} onClose={nothing} />
      </>
    ),
  },
];
