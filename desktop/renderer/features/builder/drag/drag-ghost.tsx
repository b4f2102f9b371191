import { useTranslation } from 'react-i18next';
import { useBuilderState } from '../builder-context.tsx';
import { findStep } from '../document/tree.ts';
import { textsOf, useStepWords } from '../look/use-step-texts.ts';

/** What is being moved, beside the pointer. */
export function DragGhost() {
  const { t } = useTranslation('builder');
  const words = useStepWords();
  const dragged = useBuilderState((state) => state.dragged);
  const step = useBuilderState((state) => findStep(state.document, state.dragged?.id ?? null));
  if (dragged === null || step === undefined) return null;
  return (
    <div
      role="status"
      aria-label={t('moveHandle', { name: textsOf(words, step).title })}
      className="pointer-events-none fixed top-0 left-0 z-40 max-w-60 truncate rounded-control border border-accent bg-raised px-2 py-1 text-body font-semibold shadow-float"
      style={{ transform: `translate(${dragged.x + 12}px, ${dragged.y + 8}px)` }}
    >
      {textsOf(words, step).title}
    </div>
  );
}
