import type { NodeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { faultCounts, useBuilder, useBuilderState, useProblems } from '../builder-context.tsx';
import { stepsIn, type DraftStep } from '../document/flow-document.ts';
import { findStep } from '../document/tree.ts';
import { DragHandle } from '../drag/drag-handle.tsx';
import { placeText, samePlace } from '../drag/place-under.ts';
import { StepCard } from '../look/step-card.tsx';
import { textsOf, useStepWords } from '../look/use-step-texts.ts';
import type { CanvasNode } from './canvas-nodes.ts';
import type { Box } from './layout.ts';

type BoxOf<K extends Box['kind']> = Extract<Box, { kind: K }>;

function Step({ step }: { step: DraftStep }) {
  const { acts } = useBuilder();
  const selected = useBuilderState((state) => state.selected === step.id);
  const problems = faultCounts(useProblems()).get(step.id) ?? 0;
  const name = textsOf(useStepWords(), step).title;
  return (
    <div
      data-step={step.id}
      className="pointer-events-auto h-full w-full cursor-default"
      onClick={() => acts.select(step.id)}
    >
      <StepCard step={step} selected={selected} problems={problems}>
        <DragHandle id={step.id} name={name} />
      </StepCard>
    </div>
  );
}

function StepNode({ box }: { box: BoxOf<'step'> }) {
  const step = useBuilderState(({ document }) => findStep(document, box.id));
  return step === undefined ? null : <Step step={step} />;
}

function SlotNode({ box: { place, last } }: { box: BoxOf<'slot'> }) {
  const { t } = useTranslation('builder');
  const { store, readOnly } = useBuilder();
  const isOver = useBuilderState(({ dragged }) => dragged !== null && samePlace(dragged.over, place));
  const isMoving = useBuilderState(({ dragged }) => dragged !== null);
  if (readOnly) return null;
  return (
    <div
      data-place={placeText(place)}
      className="group pointer-events-auto relative flex size-full items-center justify-center"
    >
      {isMoving && (
        // Wider than what can be seen, so that a card need not be aimed.
        <span data-place={placeText(place)} className="absolute -inset-x-28 -inset-y-2">
          <span
            className={cx(
              'absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full',
              isOver ? 'bg-accent' : 'bg-transparent',
            )}
          />
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('addHere')}
        onClick={() => store.setState({ inserting: place })}
        className={cx(
          'nopan relative flex size-6 items-center justify-center rounded-full border bg-surface text-muted transition-opacity duration-[120ms] hover:border-accent hover:text-accent focus-visible:opacity-100',
          last ? 'border-line-strong' : 'border-line opacity-70 group-hover:opacity-100',
          isOver && 'border-accent text-accent opacity-100',
        )}
      >
        <Plus size={14} strokeWidth={1.75} />
      </button>
    </div>
  );
}

function LabelNode({ box: { id, list } }: { box: BoxOf<'label'> }) {
  const { t } = useTranslation('builder');
  const empty = useBuilderState(({ document }) => {
    const step = findStep(document, id);
    return step === undefined || stepsIn(step, list).length === 0;
  });
  return (
    <span className={cx('block text-center text-meta font-semibold text-muted', empty && 'font-normal')}>
      {t(`list.${list}`)}
    </span>
  );
}

function FrameNode({ box: { depth } }: { box: BoxOf<'frame'> }) {
  return (
    <div
      className={cx('size-full rounded-panel border border-line', depth % 2 === 0 ? 'bg-sunken' : 'bg-bg')}
      aria-hidden="true"
    />
  );
}

function LineNode() {
  return <div className="size-full bg-line-strong" aria-hidden="true" />;
}

function view<K extends Box['kind']>(View: ComponentType<{ box: BoxOf<K> }>) {
  return memo(function NodeView({ data }: NodeProps<CanvasNode>) {
    return <View box={data.box as BoxOf<K>} />;
  });
}

/** How each kind of box is drawn. */
export const NODE_VIEWS = {
  step: view<'step'>(StepNode),
  slot: view<'slot'>(SlotNode),
  label: view<'label'>(LabelNode),
  frame: view<'frame'>(FrameNode),
  line: view<'line'>(LineNode),
};
