import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useBuilder, useBuilderState, useProblems } from '../builder-context.tsx';
import { findStep } from '../document/tree.ts';
import { textsOf, useStepWords } from '../look/use-step-texts.ts';
import type { Problem } from './find-problems.ts';
import { problemText } from './problem-text.ts';

function Line({ problem }: { problem: Problem }) {
  const { t } = useTranslation('builder');
  const { store, acts } = useBuilder();
  const words = useStepWords();
  const step = useBuilderState(({ document }) => findStep(document, problem.stepId));
  const { text, technical } = problemText(t, problem, step?.type ?? '');
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          acts.select(problem.stepId);
          if (problem.stepId !== null) store.setState({ asked: { stepId: problem.stepId, path: problem.path } });
        }}
        className="flex w-full items-center gap-2 px-5 py-1 text-left -outline-offset-2 hover:bg-hover"
      >
        <StateMark kind={problem.kind === 'fault' ? 'failure' : 'person'} size={10} />
        <span className="max-w-[40%] shrink-0 truncate font-semibold">
          {step === undefined ? t('problems.theFlow') : textsOf(words, step).title}
        </span>
        <span className="min-w-0 flex-1">
          {text} {technical !== null && <span lang="en">{technical}</span>}
        </span>
      </button>
    </li>
  );
}

/** What is left to do before the flow can be published; each line leads to its step and field. */
export function ProblemStrip() {
  const { t } = useTranslation('builder');
  const problems = useProblems();
  const [open, setOpen] = useState(false);
  const faults = problems.filter(({ kind }) => kind === 'fault').length;
  const notices = problems.length - faults;
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('problems.count', { count: faults })} className="shrink-0 border-b border-line bg-surface">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-2 px-5 text-left -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          aria-hidden="true"
          className={cx('text-muted transition-transform duration-[120ms]', open && 'rotate-90')}
        />
        {faults > 0 && <span className="font-semibold text-failure">{t('problems.count', { count: faults })}</span>}
        {notices > 0 && <span className="text-attention">{t('problems.notices', { count: notices })}</span>}
      </button>
      {open && (
        <ul className="max-h-48 overflow-y-auto border-t border-line py-1">
          {problems.map((problem, index) => (
            <Line key={index} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}
