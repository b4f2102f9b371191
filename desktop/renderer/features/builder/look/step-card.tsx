import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useBuilderState } from '../builder-context.tsx';
import type { DraftStep } from '../document/flow-document.ts';
import { FAMILY_EDGE, familyOf } from './family.ts';
import { FamilyGlyph } from './family-glyph.tsx';
import { textsOf, useStepWords } from './use-step-texts.ts';
import { VariableText } from './variable-text.tsx';

const MARKS = { running: 'running', passed: 'success', failed: 'failure', skipped: 'skipped' } as const;

export interface StepCardProps {
  step: DraftStep;
  selected: boolean;
  /** Faults that keep it from being published. */
  problems: number;
  /** Said of what is folded away in it. */
  note?: string | undefined;
  /** Acts on it, at the right edge. */
  children?: ReactNode;
}

/** What a step does in two lines, with the sign and the edge of its family, and how it did when it was tried last. */
export const StepCard = memo(function StepCard({ step, selected, problems, note, children }: StepCardProps) {
  const { t } = useTranslation('builder');
  const family = familyOf(step.type);
  const tried = useBuilderState((state) => state.tried.get(step.id));
  const { title, detail, incomplete } = textsOf(useStepWords(), step);
  return (
    <div
      className={cx(
        'flex h-full min-w-0 items-center gap-2 rounded-control border border-l-[3px] border-line bg-surface pr-1 pl-2 text-left',
        FAMILY_EDGE[family],
        selected && 'outline-2 outline-focus',
        step.disabled === true && 'border-dashed bg-sunken',
      )}
    >
      <FamilyGlyph family={family} />
      <span className="min-w-0 flex-1">
        <span
          className={cx(
            'block truncate text-body leading-[18px] font-semibold',
            step.disabled === true && 'text-muted line-through',
          )}
        >
          <VariableText text={title} />
        </span>
        <span
          className={cx('card-detail block truncate text-meta leading-4', incomplete ? 'text-attention' : 'text-muted')}
        >
          {step.disabled === true && `${t('disabled')} · `}
          <VariableText text={detail} />
          {note !== undefined && ` · ${note}`}
        </span>
      </span>
      {tried !== undefined && (
        <span title={t(`tried.${tried}`)} className="flex shrink-0">
          <StateMark kind={MARKS[tried]} />
          <span className="sr-only">{t(`tried.${tried}`)}</span>
        </span>
      )}
      {problems > 0 && (
        <span
          title={t('problemsOf', { count: problems })}
          className="flex size-4 shrink-0 items-center justify-center rounded-full bg-failure text-caption font-bold text-surface"
        >
          <span aria-hidden="true">{problems}</span>
          <span className="sr-only">{t('problemsOf', { count: problems })}</span>
        </span>
      )}
      {children}
    </div>
  );
});
