import type { FlowDetail } from '@sri/shared/protocol/api/flows.ts';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button, linkButtonClass } from '../../ui/button.tsx';
import { Split } from '../../ui/split.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { useRunFlow } from '../run/use-run-flow.tsx';
import { ComparePart } from './compare/compare-part.tsx';
import { FlowInputList } from './flow-inputs.tsx';
import { FlowState } from './flow-state.tsx';
import { ResultDots } from './result-dots.tsx';
import { StepOutline } from './step-outline.tsx';
import { useFlowActs } from './use-flow-acts.tsx';
import { useRestore } from './use-restore.tsx';
import { VersionList } from './version-list.tsx';

/** What one version does and asks for. */
function VersionPart({ flow, version }: { flow: FlowDetail; version: string }) {
  const { t } = useTranslation('flows');
  const own = flow.version.version === version;
  const other = useApi('getVersion', { params: { id: flow.id, version } }, { enabled: !own });
  const query = own
    ? { data: flow.version, error: null, failureReason: null, isPending: false, refetch: other.refetch }
    : other;
  return (
    <section
      aria-label={t('detail.steps')}
      data-region
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto bg-surface outline-none"
    >
      <QueryPart query={query} rows={8}>
        {({ steps, inputs, published }) => (
          <>
            <header className="border-b border-line px-5 py-3">
              <h2 className="text-section font-bold">
                {t(published ? 'detail.shownPublished' : 'detail.shown', { version })}
              </h2>
              <h3 className="mt-1 mb-0.5 text-caption font-semibold text-muted">{t('detail.inputs')}</h3>
              <FlowInputList inputs={inputs} />
            </header>
            <StepOutline steps={steps} label={t('detail.shown', { version })} />
          </>
        )}
      </QueryPart>
    </section>
  );
}

function FlowView({ flow }: { flow: FlowDetail }) {
  const { t } = useTranslation('flows');
  const acts = useFlowActs();
  const versions = useApi('listVersions', { params: { id: flow.id } });
  const [chosen, setChosen] = useState<string>();
  const [compared, setCompared] = useState<string>();
  const restore = useRestore(flow);
  const shown = chosen ?? flow.version.version;
  return (
    <>
      <Split
        id="flujo"
        direction="horizontal"
        className="flex-1"
        parts={[
          {
            id: 'pasos',
            minSize: '360px',
            content:
              compared === undefined ? (
                <VersionPart flow={flow} version={shown} />
              ) : (
                <ComparePart flow={flow} before={compared} after={shown} onClose={() => setCompared(undefined)} />
              ),
          },
          {
            id: 'versiones',
            defaultSize: '380px',
            minSize: '300px',
            maxSize: '50%',
            content: (
              <section
                aria-label={t('detail.versions')}
                data-region
                tabIndex={-1}
                className="min-h-0 flex-1 overflow-y-auto bg-surface outline-none"
              >
                <h2 className="px-5 pt-3 text-section font-bold">{t('detail.versions')}</h2>
                <QueryPart query={versions} rows={4}>
                  {({ items }) => (
                    <VersionList
                      flow={flow}
                      versions={items}
                      shown={shown}
                      onShow={(version) => {
                        setChosen(version);
                        setCompared(undefined);
                      }}
                      onCompare={setCompared}
                      onRestore={restore.ask}
                      onPublish={(version) => acts.publish(flow, version)}
                      onDownload={(version) => acts.download(flow, version)}
                    />
                  )}
                </QueryPart>
              </section>
            ),
          },
        ]}
      />
      {acts.dialog}
      {restore.dialog}
    </>
  );
}

function FlowHead({ flow }: { flow: FlowDetail }) {
  const { t } = useTranslation('flows');
  const portalName = usePortalNames();
  const mayRun = useWhyNot('jobs:run');
  const mayEdit = useWhyNot('flows:write');
  const run = useRunFlow();
  const whyNot = mayRun ?? (flow.publishedVersion === null ? t('unpublished') : undefined);
  return (
    <PageHeader
      title={flow.name}
      beside={
        <>
          <span className="text-muted">{portalName(flow.providerId, '')}</span>
          <FlowState flow={flow} />
        </>
      }
      actions={
        <>
          <Link to="/ejecuciones" search={{ view: 'all', flow: flow.id }} className={linkClass}>
            {t('act.runs')}
          </Link>
          <Link to="/flujos/$flowId/editar" params={{ flowId: flow.id }} className={linkButtonClass}>
            {t(mayEdit === undefined ? 'act.edit' : 'act.diagram')}
          </Link>
          <Button variant="primary" disabledReason={whyNot} onClick={() => run.start(flow)}>
            {t('act.run')}
          </Button>
          {run.dialog}
        </>
      }
      below={
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
          <Link to="/flujos" className="flex items-center gap-1 rounded-control text-meta text-muted hover:text-ink">
            <ArrowLeft size={12} strokeWidth={1.75} aria-hidden="true" />
            {t('detail.back')}
          </Link>
          <ResultDots results={flow.results} />
          {flow.description !== '' && <span className="min-w-0 truncate text-muted">{flow.description}</span>}
        </div>
      }
    />
  );
}

/** A flow: its steps as sentences, its versions, and the way from one to another. It is changed in the builder. */
export function FlowPage({ flowId }: { flowId: string }) {
  const { t } = useTranslation('flows');
  const flow = useApi('getFlow', { params: { id: flowId } }, { refetchInterval: 15_000 });
  return (
    <>
      {flow.data === undefined && <PageHeader title={t('title')} />}
      <QueryPart query={flow}>
        {(data) => (
          <>
            <FlowHead flow={data} />
            <FlowView flow={data} />
          </>
        )}
      </QueryPart>
    </>
  );
}
