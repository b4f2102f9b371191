import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Button } from '../../../ui/button.tsx';
import { faultCounts, useBuilder, useBuilderState, useProblems } from '../builder-context.tsx';
import { StepContextMenu } from '../keys/step-context-menu.tsx';
import { OutlineRowView } from './outline-row-view.tsx';
import { outlineRows, type OutlineRow } from './outline-rows.ts';

/** Of each kind of line, in px, with the gap below it. */
const HEIGHT: Record<OutlineRow['kind'], number> = { step: 52, list: 28, end: 32 };
/** Within so many px of an edge a step that is being moved scrolls on. */
const EDGE_PX = 40;

/** The steps from top to bottom, as one reads them. Only lines in sight exist. */
export function Outline() {
  const { t } = useTranslation('builder');
  const { store, readOnly } = useBuilder();
  const steps = useBuilderState(({ document }) => document.steps);
  const folded = useBuilderState((state) => state.folded);
  const selected = useBuilderState((state) => state.selected);
  const problems = useProblems();
  const rows = useMemo(() => outlineRows(steps, folded, !readOnly), [steps, folded, readOnly]);
  const counts = useMemo(() => faultCounts(problems), [problems]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHT[rows[index]?.kind ?? 'step'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    paddingStart: 8,
    paddingEnd: 8,
  });

  const mark = useBuilderState((state) => state.mark?.after ?? null);
  useEffect(() => {
    const index = mark === null ? -1 : rows.findIndex(({ key }) => key === mark);
    if (index >= 0) list.scrollToIndex(index, { align: 'auto' });
    // Where the recording goes on; as above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [mark]);

  useEffect(() => {
    const index = rows.findIndex(({ key }) => key === selected);
    if (index >= 0) list.scrollToIndex(index, { align: 'auto' });
    // Where a step comes to stand is of interest when it is selected, not whenever another one changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  useEffect(
    () =>
      store.subscribe(({ dragged }) => {
        const box = scroller.current;
        if (dragged === null || box === null) return;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        if (dragged.x < left || dragged.x > right) return;
        if (dragged.y < top + EDGE_PX) box.scrollTop -= 12;
        if (dragged.y > bottom - EDGE_PX) box.scrollTop += 12;
      }),
    [store],
  );

  if (steps.length === 0) {
    return (
      <EmptyState
        title={t('empty.title')}
        text={readOnly ? undefined : t('empty.text')}
        action={
          !readOnly && (
            <Button
              variant="primary"
              onClick={() => store.setState({ inserting: { parent: null, list: 'steps', index: 0 } })}
            >
              {t('add')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <StepContextMenu>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        <div
          role="tree"
          aria-label={t('steps')}
          aria-activedescendant={selected === null ? undefined : `line-${selected}`}
          tabIndex={0}
          className="relative -outline-offset-2"
          style={{ height: list.getTotalSize() }}
        >
          {list.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div key={key} role="none" className="absolute inset-x-0" style={{ transform: `translateY(${start}px)` }}>
                <OutlineRowView
                  row={row}
                  selected={row.key === selected}
                  problems={row.kind === 'step' ? (counts.get(row.step.id) ?? 0) : 0}
                />
              </div>
            );
          })}
        </div>
      </div>
    </StepContextMenu>
  );
}
