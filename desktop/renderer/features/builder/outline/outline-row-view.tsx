import { ChevronRight, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import type { Place } from '../document/tree.ts';
import { DragHandle } from '../drag/drag-handle.tsx';
import { placeText, samePlace } from '../drag/place-under.ts';
import { StepCard } from '../look/step-card.tsx';
import { textsOf, useStepWords } from '../look/use-step-texts.ts';
import type { OutlineRow } from './outline-rows.ts';

type StepRow = Extract<OutlineRow, { kind: 'step' }>;

const INDENT_PX = 20;
const indent = (depth: number): { paddingLeft: number } => ({ paddingLeft: 12 + depth * INDENT_PX });

/** The lines along which lists are read, one for each container around a row. */
function Furrows({ depth }: { depth: number }) {
  return Array.from({ length: depth }, (_, level) => (
    <span
      key={level}
      aria-hidden="true"
      className="absolute inset-y-0 w-0.5 bg-line"
      style={{ left: 21 + level * INDENT_PX }}
    />
  ));
}

/** Whether what is being moved would come to stand here. */
function useIsOver(place: Place): boolean {
  return useBuilderState(({ dragged }) => dragged !== null && samePlace(dragged.over, place));
}

function Step({ row, selected, problems }: { row: StepRow; selected: boolean; problems: number }) {
  const { t } = useTranslation('builder');
  const { acts } = useBuilder();
  const words = useStepWords();
  const { step, place, depth, count, folded } = row;
  const after = { ...place, index: place.index + 1 };
  const name = textsOf(words, step).title;
  const isBefore = useIsOver(place);
  const isMark = useBuilderState(({ mark }) => mark !== null && mark.after === step.id);
  const inner = count === 0 ? 0 : Object.values(step).filter(Array.isArray).flat().length;
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={count === 0 ? undefined : !folded}
      id={`line-${step.id}`}
      data-step={step.id}
      data-before={placeText(place)}
      data-after={placeText(after)}
      onClick={() => acts.select(step.id)}
      className="relative h-[52px] pr-2 pb-1 "
      style={indent(depth)}
    >
      <Furrows depth={depth} />
      {isBefore && <span aria-hidden="true" className="absolute inset-x-2 top-[-3px] h-0.5 bg-accent" />}
      <StepCard
        step={step}
        selected={selected}
        problems={problems}
        note={folded ? t('foldedSteps', { count: inner }) : undefined}
      >
        {count > 0 && (
          <span
            title={t(folded ? 'unfold' : 'fold', { name })}
            aria-hidden="true"
            data-fold
            onClick={(event) => {
              event.stopPropagation();
              acts.toggleFold(step.id);
            }}
            className="flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover"
          >
            <ChevronRight
              size={14}
              strokeWidth={1.75}
              className={cx('transition-transform duration-[120ms]', !folded && 'rotate-90')}
            />
          </span>
        )}
        <DragHandle id={step.id} name={name} />
      </StepCard>
      {isMark && (
        <span title={t('recording.mark')} className="absolute inset-x-2 -bottom-px h-0.5 bg-failure">
          <span className="sr-only">{t('recording.mark')}</span>
        </span>
      )}
    </div>
  );
}

function End({ place, depth }: { place: Place; depth: number }) {
  const { t } = useTranslation('builder');
  const { store } = useBuilder();
  const isOver = useIsOver(place);
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={false}
      data-place={placeText(place)}
      onClick={() => store.setState({ inserting: place })}
      className="relative h-8 pr-2 pb-1"
      style={indent(depth)}
    >
      <Furrows depth={depth} />
      <span
        className={cx(
          'flex h-7 w-full items-center gap-1.5 rounded-control border border-dashed px-2 text-meta text-muted hover:border-accent hover:text-accent',
          isOver ? 'border-accent bg-accent-soft text-accent' : 'border-line',
        )}
      >
        <Plus size={12} strokeWidth={1.75} aria-hidden="true" />
        {t('add')}
      </span>
    </div>
  );
}

/** One line of the outline. */
export function OutlineRowView({ row, selected, problems }: { row: OutlineRow; selected: boolean; problems: number }) {
  const { t } = useTranslation('builder');
  if (row.kind === 'step') return <Step row={row} selected={selected} problems={problems} />;
  if (row.kind === 'end') return <End place={row.place} depth={row.depth} />;
  return (
    <div
      role="none"
      className="relative flex h-7 items-center text-meta font-semibold text-muted"
      style={indent(row.depth)}
    >
      <Furrows depth={row.depth} />
      <span className="pl-1">{t(`list.${row.list}`)}</span>
    </div>
  );
}
