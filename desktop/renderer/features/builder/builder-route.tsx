import { AppError } from '@sri/shared/errors.ts';
import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useMe } from '../../domain/use-me.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { BuilderPage } from './page/builder-page.tsx';
import type { Mode } from './page/middle-part.tsx';
import { keptDrafts, type KeptDrafts } from './saving/kept-drafts.ts';

/** The draft as the server has it now; without a connection, what this computer kept of it. */
function useDraft(flowId: string, drafts: KeptDrafts | undefined) {
  const bridge = useBridge();
  return useQuery({
    queryKey: ['getDraft', 'to edit', flowId],
    queryFn: async (): Promise<Draft> => {
      try {
        return await bridge.request('getDraft', { params: { id: flowId } });
      } catch (error) {
        const kept = drafts?.read(flowId) ?? null;
        if (kept === null || !(error instanceof AppError) || !error.retryable) throw error;
        const { revision, document } = kept;
        return { flowId, revision, document, updatedBy: null, updatedAt: null, errors: [] };
      }
    },
    enabled: drafts !== undefined,
    // What is edited is the page's own from then on; another visit begins with what the server has by then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function Builder({ flowId, firstMode = 'diagram' }: { flowId: string; firstMode?: Mode }) {
  const { t } = useTranslation('builder');
  const me = useMe();
  const userId = me.data?.user.id;
  const drafts = useMemo(() => (userId === undefined ? undefined : keptDrafts(localStorage, userId)), [userId]);
  const flow = useApi('getFlow', { params: { id: flowId } });
  const draft = useDraft(flowId, drafts);
  const loaded = flow.data !== undefined && draft.data !== undefined;
  return (
    <>
      {!loaded && <PageHeader title={t('title')} />}
      <QueryPart query={flow}>
        {(flowData) => (
          <QueryPart query={draft}>
            {(draftData) =>
              drafts !== undefined && (
                <BuilderPage flow={flowData} draft={draftData} drafts={drafts} firstMode={firstMode} />
              )
            }
          </QueryPart>
        )}
      </QueryPart>
    </>
  );
}

export function BuilderRoute() {
  const { flowId } = useParams({ from: '/inside/flujos/$flowId/editar' });
  const { modo } = useSearch({ from: '/inside/flujos/$flowId/editar' });
  return <Builder key={flowId} flowId={flowId} firstMode={modo === 'grabar' ? 'record' : 'diagram'} />;
}
