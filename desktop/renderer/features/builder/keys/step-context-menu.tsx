import type { MouseEvent, ReactNode } from 'react';
import { ContextMenu } from '../../../ui/context-menu.tsx';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import { findStep } from '../document/tree.ts';
import { useStepMenu } from './use-step-menu.ts';

const NOTHING = { id: '', type: '' };

/** The acts on a step under the pointer, for a whole view: one menu, since one for each of 500 steps costs more than the steps. */
export function StepContextMenu({ children }: { children: ReactNode }) {
  const { acts } = useBuilder();
  const step = useBuilderState(({ document, selected }) => findStep(document, selected));
  const entries = useStepMenu(step ?? NOTHING);

  function choose(event: MouseEvent): void {
    const id = (event.target as Element).closest<HTMLElement>('[data-step]')?.dataset['step'];
    if (id === undefined) event.stopPropagation();
    else acts.select(id);
  }

  return (
    <ContextMenu entries={entries} className="flex min-h-0 flex-1 flex-col">
      <div onContextMenu={choose} className="flex min-h-0 flex-1 flex-col">
        {children}
      </div>
    </ContextMenu>
  );
}
