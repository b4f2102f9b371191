import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapturePhase, CaptureState } from '../../../contract/capture.ts';
import { cx } from '../../ui/cx.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import type { CaptureActs } from './capture-acts.ts';
import { MarkStep } from './mark-step.tsx';
import { SaveStep } from './save-step.tsx';
import { SignInStep } from './sign-in-step.tsx';

const STEPS = ['login', 'mark', 'save'] as const;

/** Which of the three steps a phase belongs to. */
export function stepOf(phase: CapturePhase): number {
  if (phase === 'opening' || phase === 'signingIn' || phase === 'failed') return 0;
  return phase === 'marking' ? 1 : 2;
}

function Step({ number, title, at, children }: { number: number; title: string; at: number; children: ReactNode }) {
  const current = number === at;
  const done = number < at;
  return (
    <li aria-current={current ? 'step' : undefined} className="flex gap-3">
      <span
        aria-hidden="true"
        className={cx(
          'flex size-6 shrink-0 items-center justify-center rounded-full border text-meta font-semibold',
          current ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-muted',
          done && 'border-transparent',
        )}
      >
        {done ? <StateMark kind="success" size={14} /> : number + 1}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <h2 className={cx('text-body font-semibold', !current && 'text-muted')}>{title}</h2>
        {current && <div className="mt-1.5 flex flex-col items-start gap-2.5">{children}</div>}
      </div>
    </li>
  );
}

/** The three steps at the left: what to do now, and what was promised about privacy, always in sight. */
export function Guide({ state, acts }: { state: CaptureState; acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  const at = stepOf(state.phase);
  const bodies = [
    <SignInStep key="login" state={state} acts={acts} />,
    <MarkStep key="mark" acts={acts} />,
    <SaveStep key="save" state={state} acts={acts} />,
  ];
  return (
    <section
      aria-label={t('guide')}
      data-region
      tabIndex={-1}
      className="flex w-[300px] shrink-0 flex-col border-r border-line bg-surface outline-none"
    >
      <ol className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        {STEPS.map((step, index) => (
          <Step key={step} number={index} title={t(`step.${step}`)} at={at}>
            {bodies[index]}
          </Step>
        ))}
      </ol>
      <p className="flex gap-2 border-t border-line px-4 py-3 text-meta text-muted">
        <ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" className="mt-px shrink-0 text-success" />
        {t('privacy')}
      </p>
    </section>
  );
}
