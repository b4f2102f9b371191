import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePortalNames } from '../../domain/use-portals.ts';
import { linkClass } from '../../ui/text-link.tsx';
import { ResultDots } from '../flows/result-dots.tsx';
import { failingFlows } from './failing-flows.ts';

/** The flows that fail most, each with its last results and the way to what failed. */
export function FailingFlows({ flows, now }: { flows: readonly FlowSummary[]; now: number }) {
  const { t } = useTranslation('home');
  const portalName = usePortalNames();
  const failing = failingFlows(flows, now);
  if (failing.length === 0) return <p className="border-t border-line px-5 py-2.5 text-muted">{t('failing.none')}</p>;
  return (
    <ul>
      {failing.map(({ flow, failed }) => (
        <li
          key={flow.id}
          className="grid min-h-(--row) grid-cols-[minmax(0,1fr)_128px_auto] items-center gap-4 border-t border-line px-5 py-1"
        >
          <span className="truncate">
            <Link to="/flujos/$flowId" params={{ flowId: flow.id }} className={linkClass}>
              {flow.name}
            </Link>{' '}
            <span className="text-muted">{portalName(flow.providerId, '')}</span>
          </span>
          <ResultDots results={flow.results} />
          <Link
            to="/ejecuciones"
            search={{ view: 'all', flow: flow.id, status: 'failed', period: 'week' }}
            className={`${linkClass} justify-self-end`}
          >
            {t('failing.count', { count: failed, of: flow.results.length })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
