import { useNavigate, useSearch } from '@tanstack/react-router';
import { PortalsPage } from './portals-page.tsx';

export function PortalsRoute() {
  const { portal } = useSearch({ from: '/inside/portales' });
  const navigate = useNavigate();
  return (
    <PortalsPage
      chosen={portal}
      onChoose={(id) => void navigate({ to: '/portales', search: { portal: id }, replace: true })}
    />
  );
}
