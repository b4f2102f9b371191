import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { FlowPage } from './flow-page.tsx';
import { FlowsPage } from './flows-page.tsx';

export function FlowsRoute() {
  const search = useSearch({ from: '/inside/flujos' });
  const navigate = useNavigate();
  return (
    <FlowsPage search={search} onSearch={(next) => void navigate({ to: '/flujos', search: next, replace: true })} />
  );
}

export function FlowRoute() {
  const { flowId } = useParams({ from: '/inside/flujos/$flowId' });
  return <FlowPage key={flowId} flowId={flowId} />;
}
