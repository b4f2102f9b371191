import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { FlowDetail } from '@sri/shared/protocol/api/flows.ts';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Plus, Redo2, Undo2 } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../domain/page-header.tsx';
import { useMe } from '../../../domain/use-me.ts';
import { usePortalNames } from '../../../domain/use-portals.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Badge } from '../../../ui/chip.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Split } from '../../../ui/split.tsx';
import { BuilderProvider, ProblemsProvider, useBuilder, useBuilderState, type Builder } from '../builder-context.tsx';
import { openDocument } from '../document/open-document.ts';
import { DragGhost } from '../drag/drag-ghost.tsx';
import { InsertPalette } from '../insert/insert-palette.tsx';
import { FlowPart } from '../inspector/flow-part.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { usePageKeys, useStepKeys } from '../keys/use-builder-keys.ts';
import { insertAfter } from '../keys/use-step-menu.ts';
import { Outline } from '../outline/outline.tsx';
import { ProblemStrip } from '../problems/problem-strip.tsx';
import { useLiveProblems } from '../problems/use-live-problems.ts';
import { ConflictPart } from '../saving/conflict-part.tsx';
import type { DraftSaver } from '../saving/draft-saver.ts';
import type { KeptDraft, KeptDrafts } from '../saving/kept-drafts.ts';
import { SaveStatus } from '../saving/save-status.tsx';
import { useDraftSaver } from '../saving/use-draft-saver.ts';
import { createBuilderStore } from '../store/builder-store.ts';
import { stepActs } from '../store/step-acts.ts';
import { MiddlePart, type Mode } from './middle-part.tsx';
import { PartHead } from './part-head.tsx';
import { PublishButton } from './publish-button.tsx';

function Head({ flow, saver }: { flow: FlowDetail; saver: DraftSaver }) {
  const { t } = useTranslation('builder');
  const { store, readOnly } = useBuilder();
  const portalName = usePortalNames();
  const undoable = useBuilderState(({ history }) => history.past.length > 0);
  const redoable = useBuilderState(({ history }) => history.future.length > 0);
  const icon = { size: 16, strokeWidth: 1.75 };
  return (
    <PageHeader
      title={flow.name}
      beside={
        <>
          <span className="text-muted">{portalName(flow.providerId, '')}</span>
          <Badge>
            {flow.publishedVersion === null ? t('neverPublished') : t('published', { version: flow.publishedVersion })}
          </Badge>
          {!readOnly && <SaveStatus saver={saver} />}
        </>
      }
      actions={
        !readOnly && (
          <>
            <IconButton
              label={t('undo')}
              icon={<Undo2 {...icon} />}
              disabled={!undoable}
              focusableWhenDisabled
              onClick={store.undo}
            />
            <IconButton
              label={t('redo')}
              icon={<Redo2 {...icon} />}
              disabled={!redoable}
              focusableWhenDisabled
              onClick={store.redo}
            />
            <PublishButton flow={flow} saver={saver} />
          </>
        )
      }
      below={
        <Link
          to="/flujos/$flowId"
          params={{ flowId: flow.id }}
          className="mt-1 inline-flex items-center gap-1 rounded-control text-meta text-muted hover:text-ink"
        >
          <ArrowLeft size={12} strokeWidth={1.75} aria-hidden="true" />
          {t('back')}
        </Link>
      }
    />
  );
}

function Part({
  label,
  children,
  onKeyDown,
}: {
  label: string;
  children: ReactNode;
  onKeyDown?: (event: KeyboardEvent) => void;
}) {
  return (
    <section
      aria-label={label}
      data-region
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none"
    >
      {children}
    </section>
  );
}

function Workspace({ flow, saver, firstMode }: { flow: FlowDetail; saver: DraftSaver; firstMode: Mode }) {
  const { t } = useTranslation('builder');
  const builder = useBuilder();
  const { store, readOnly } = builder;
  const chosen = useBuilderState(({ selected }) => selected !== null);
  const [mode, setMode] = useState(firstMode);
  // The page of a portal needs the room: the inspector comes when a step is chosen.
  const isWide = mode === 'record' && !chosen;
  const inspector = useRef<HTMLDivElement>(null);
  usePageKeys(saver.saveNow);
  const keys = useStepKeys(() =>
    inspector.current?.querySelector<HTMLElement>('[data-inspector] input, [data-inspector] textarea')?.focus(),
  );

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Split
        id={isWide ? 'constructor-grabar' : 'constructor'}
        direction="horizontal"
        className="flex-1"
        parts={[
          {
            id: 'pasos',
            defaultSize: '340px',
            minSize: '240px',
            maxSize: '40%',
            content: (
              <Part label={t('steps')} onKeyDown={keys}>
                <PartHead title={t('steps')}>
                  {!readOnly && (
                    <Button
                      size="small"
                      icon={<Plus size={12} strokeWidth={1.75} />}
                      onClick={() => insertAfter(builder, store.getState().selected)}
                    >
                      {t('add')}
                    </Button>
                  )}
                </PartHead>
                <Outline />
              </Part>
            ),
          },
          {
            id: 'diagrama',
            minSize: '280px',
            content: (
              <Part label={t('diagram')} onKeyDown={keys}>
                <MiddlePart flowId={flow.id} providerId={flow.providerId} mode={mode} onMode={setMode} />
              </Part>
            ),
          },
          ...(isWide
            ? []
            : [
                {
                  id: 'paso',
                  defaultSize: '320px',
                  minSize: '260px',
                  maxSize: '45%',
                  content: (
                    <Part label={t('inspector')}>
                      <div ref={inspector} className="flex min-h-0 flex-1 flex-col">
                        {chosen ? <Inspector /> : <FlowPart />}
                      </div>
                    </Part>
                  ),
                },
              ]),
        ]}
      />
    </div>
  );
}

export interface BuilderPageProps {
  flow: FlowDetail;
  draft: Draft;
  drafts: KeptDrafts;
  /** What the middle shows first. */
  firstMode?: Mode;
}

/** Screen 6: a flow is built, read and published. What an earlier time left on this computer goes before what the server has. */
export function BuilderPage({ flow, draft, drafts, firstMode = 'diagram' }: BuilderPageProps) {
  const { t } = useTranslation('builder');
  const me = useMe();
  const readOnly = me.data !== undefined && !me.data.permissions.includes('flows:write');
  const [found] = useState((): KeptDraft | null => (readOnly ? null : drafts.read(draft.flowId)));
  const [store] = useState(() => createBuilderStore(openDocument((found ?? draft).document)));
  const [acts] = useState(() => stepActs(store));
  const builder = useMemo((): Builder => ({ store, acts, readOnly }), [store, acts, readOnly]);
  const saver = useDraftSaver(store, draft, { drafts, found });
  const problems = useLiveProblems(store);
  return (
    <BuilderProvider value={builder}>
      <ProblemsProvider value={problems}>
        <Head flow={flow} saver={saver} />
        {readOnly && <Banner kind="info">{t('readOnly')}</Banner>}
        <ConflictPart flow={flow} saver={saver} />
        <ProblemStrip />
        <Workspace flow={flow} saver={saver} firstMode={firstMode} />
        <InsertPalette />
        <DragGhost />
      </ProblemsProvider>
    </BuilderProvider>
  );
}
