import { useTranslation } from 'react-i18next';
import type { CaptureState } from '../../../contract/capture.ts';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { CaptureActs } from './capture-acts.ts';
import { CaughtReport, CaughtDetails } from './caught-report.tsx';
import { ProofResult } from './proof-result.tsx';

function Doing({ children }: { children: string }) {
  return (
    <p role="status" className="flex items-center gap-2 text-running">
      <Spinner />
      {children}
    </p>
  );
}

/** What shows that somebody is signed in, as a person pointed at it. */
function ChosenMark({ mark }: { mark: CaptureState['mark'] }) {
  const { t } = useTranslation('capture');
  if (mark === null) return <p className="text-muted">{t('mark.none')}</p>;
  return (
    <div className="w-full min-w-0">
      <p className="text-meta text-muted">{t('mark.chosen')}</p>
      <p className="truncate font-semibold">«{mark.candidates[mark.chosen]?.words}»</p>
    </div>
  );
}

/** The other ways to find it. */
function MarkWays({ mark, acts }: { mark: CaptureState['mark']; acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  if (mark === null || mark.candidates.length < 2) return null;
  return (
    <Fold label={t('mark.candidates')}>
      <RadioGroup
        aria-label={t('mark.candidates')}
        value={String(mark.chosen)}
        onChange={(index) => acts.chooseMark(Number(index))}
        choices={mark.candidates.map(({ element }, index) => ({ value: String(index), label: element }))}
      />
    </Fold>
  );
}

function Problem({ problem }: { problem: NonNullable<CaptureState['problem']> }) {
  const { t } = useTranslation('errors');
  const { title, hint } = errorText(t, problem);
  return (
    <p role="alert" className="flex gap-2 text-failure">
      <StateMark kind="failure" className="mt-1" />
      <span>
        {title} {hint}
      </span>
    </p>
  );
}

/** Step 3: what was caught, saving it, and whether it works on a robot too. The act comes before the details. */
export function SaveStep({ state, acts }: { state: CaptureState; acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  const { phase, caught, problem } = state;
  const nothing = caught?.warnings.includes('nothing') === true;
  const changeable = phase === 'ready' || phase === 'held';
  if (phase === 'reading') return <Doing>{t('save.reading')}</Doing>;
  return (
    <>
      {changeable && <ChosenMark mark={state.mark} />}
      {caught !== null && <CaughtReport caught={caught} />}
      {problem !== null && phase !== 'done' && <Problem problem={problem} />}
      {phase === 'ready' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={acts.save}>
            {nothing ? t('saveAgain') : t('save.action')}
          </Button>
          <Button variant="quiet" onClick={acts.signInAgain}>
            {t('mark.again')}
          </Button>
        </div>
      )}
      {phase === 'saving' && <Doing>{t('save.saving')}</Doing>}
      {(phase === 'proving' || phase === 'done') && <ProofResult state={state} acts={acts} />}
      {phase === 'kept' && (
        <>
          <p role="status" className="flex gap-2">
            <StateMark kind="waiting" className="mt-1" />
            {t('kept')}
          </p>
          <Button variant="primary" onClick={acts.leave}>
            {t('proof.done')}
          </Button>
        </>
      )}
      {phase === 'held' && (
        <>
          <p role="alert" className="flex gap-2">
            <StateMark kind="person" className="mt-1" />
            {t('held')}
          </p>
          <Button variant="primary" onClick={acts.save}>
            {t('saveAgain')}
          </Button>
        </>
      )}
      {changeable && <MarkWays mark={state.mark} acts={acts} />}
      {caught !== null && <CaughtDetails caught={caught} dropped={state.dropped} />}
    </>
  );
}
