import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { JobPage } from './job-page.tsx';
import { JobsPage } from './jobs-page.tsx';

export function JobsRoute() {
  const search = useSearch({ from: '/inside/ejecuciones' });
  const navigate = useNavigate();
  return (
    <JobsPage search={search} onSearch={(next) => void navigate({ to: '/ejecuciones', search: next, replace: true })} />
  );
}

export function JobRoute() {
  const { jobId } = useParams({ from: '/inside/ejecuciones/$jobId' });
  return <JobPage jobId={jobId} />;
}
