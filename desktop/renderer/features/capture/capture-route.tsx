import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { CapturePage } from './capture-page.tsx';

export function CaptureRoute() {
  const { providerId } = useParams({ from: '/inside/portales/$providerId/sesion' });
  const navigate = useNavigate();
  const leave = useCallback(
    () => void navigate({ to: '/portales', search: { portal: providerId } }),
    [navigate, providerId],
  );
  return <CapturePage key={providerId} providerId={providerId} onLeave={leave} />;
}
