import { useNavigate, useSearch } from '@tanstack/react-router';
import { WebhooksPage } from './webhooks-page.tsx';

export function WebhooksRoute() {
  const { webhook } = useSearch({ from: '/inside/webhooks' });
  const navigate = useNavigate();
  return (
    <WebhooksPage
      chosen={webhook}
      onChoose={(id) => void navigate({ to: '/webhooks', search: { webhook: id }, replace: true })}
    />
  );
}
