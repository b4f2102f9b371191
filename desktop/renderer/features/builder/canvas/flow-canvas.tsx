import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import { findStep, indexOf } from '../document/tree.ts';
import { StepContextMenu } from '../keys/step-context-menu.tsx';
import { textsOf, useStepWords } from '../look/use-step-texts.ts';
import { PartHead } from '../page/part-head.tsx';
import { canvasNodes, type CanvasNode } from './canvas-nodes.ts';
import './canvas.css';
import { FlowMap } from './flow-map.tsx';
import { layoutFlow } from './layout.ts';
import { NODE_VIEWS } from './node-views.tsx';
import { useCanvasView } from './use-canvas-view.ts';

/** From so many steps on a map helps to find one's way. */
const MAP_FROM = 40;
/** Below this size a card's second line cannot be read. */
const FAR = 0.6;
/** Above the first place, at the beginning. */
const TOP_PX = 16;
const NO_NODES: ReadonlyMap<string, CanvasNode> = new Map();

function ViewButtons() {
  const { t } = useTranslation('builder');
  const { fitView, zoomIn, zoomOut, zoomTo } = useReactFlow();
  const icon = { size: 14, strokeWidth: 1.75 };
  return (
    <>
      <IconButton label={t('zoom.out')} icon={<Minus {...icon} />} onClick={() => void zoomOut()} />
      <IconButton
        label={`${t('zoom.full')} (0)`}
        icon={<span className="text-caption font-semibold">100</span>}
        onClick={() => void zoomTo(1)}
      />
      <IconButton label={t('zoom.in')} icon={<Plus {...icon} />} onClick={() => void zoomIn()} />
      <IconButton label={`${t('zoom.fit')} (1)`} icon={<Maximize {...icon} />} onClick={() => void fitView()} />
    </>
  );
}

/** Tells which step is selected to who cannot see it. */
function Selected() {
  const { t } = useTranslation('builder');
  const words = useStepWords();
  const step = useBuilderState(({ document, selected }) => findStep(document, selected));
  return (
    <p role="status" className="sr-only">
      {step !== undefined && t('chosen', { step: Object.values(textsOf(words, step)).slice(0, 2).join(', ') })}
    </p>
  );
}

function Canvas() {
  const { t } = useTranslation('builder');
  const { acts } = useBuilder();
  const { fitView, zoomTo } = useReactFlow();
  const document = useBuilderState((state) => state.document);
  const folded = useBuilderState((state) => state.folded);
  const isMoving = useBuilderState(({ dragged }) => dragged !== null);
  const boxes = useMemo(() => layoutFlow(document.steps, folded), [document.steps, folded]);
  const before = useRef(NO_NODES);
  const nodes = useMemo(() => (before.current = canvasNodes(boxes, before.current)), [boxes]);
  const list = useMemo(() => [...nodes.values()], [nodes]);
  const frame = useRef<HTMLDivElement>(null);
  const [far, setFar] = useState(false);
  useCanvasView(frame, nodes);

  /** One reads from the top, at a size that can be read. */
  function begin(flow: ReactFlowInstance<CanvasNode>): void {
    void flow.setViewport({ x: (frame.current?.clientWidth ?? 0) / 2, y: TOP_PX, zoom: 1 });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '1') void fitView({ duration: 0 });
    else if (event.key === '0') void zoomTo(1);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={frame}
      role="group"
      aria-label={t('canvasLabel')}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className={cx('sri-canvas relative min-h-0 flex-1 -outline-offset-2', far && 'is-far', isMoving && 'is-moving')}
    >
      <ReactFlow<CanvasNode>
        nodes={list}
        edges={[]}
        nodeTypes={NODE_VIEWS}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomActivationKeyCode="Control"
        panOnScroll
        onlyRenderVisibleElements
        onPaneClick={() => acts.select(null)}
        onViewportChange={({ zoom }) => setFar(zoom < FAR)}
        minZoom={0.1}
        maxZoom={1.5}
        onInit={begin}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1} color="var(--border)" />
      </ReactFlow>
      {indexOf(document).size > MAP_FROM && <FlowMap boxes={boxes} />}
      <Selected />
    </div>
  );
}

/** The flow as a picture from top to bottom; one of two views of the same state. `head`: instead of its title. */
export function FlowCanvas({ head }: { head?: ReactNode }) {
  const { t } = useTranslation('builder');
  return (
    <ReactFlowProvider>
      <PartHead title={head ?? t('diagram')}>
        <ViewButtons />
      </PartHead>
      <StepContextMenu>
        <Canvas />
      </StepContextMenu>
    </ReactFlowProvider>
  );
}
