import type { ProofOutcome } from '@sri/shared/model/session-proof.ts';
import { useTranslation } from 'react-i18next';
import type { CaptureState } from '../../../contract/capture.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateMark, type MarkKind } from '../../ui/state-mark.tsx';
import type { CaptureActs } from './capture-acts.ts';

const MARKS: Record<ProofOutcome['verdict'] | 'lost', MarkKind> = {
  works: 'success',
  asksLogin: 'person',
  noMark: 'person',
  unreachable: 'person',
  unusable: 'failure',
  failed: 'person',
  lost: 'person',
};

function Verdict({ outcome }: { outcome: ProofOutcome }) {
  const { t } = useTranslation('capture');
  const { verdict, workerId, markLookedFor, causes } = outcome;
  const [first = 'exit', ...others] = causes;
  const key = verdict === 'works' && !markLookedFor ? 'worksUnmarked' : verdict;
  return (
    <>
      <p role="status" className="flex gap-2">
        <StateMark kind={MARKS[verdict]} className="mt-1" />
        <span>{t(`proof.${key}`, { robot: workerId, cause: t(`cause.${first}`) })}</span>
      </p>
      {others.length > 0 && (
        <Fold label={t('proof.others')}>
          <ul className="list-disc pl-5 text-muted">
            {others.map((cause) => (
              <li key={cause}>{t(`cause.${cause}`)}</li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}

/** Whether the session works on a robot too, and what to do where it does not. */
export function ProofResult({ state, acts }: { state: CaptureState; acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  const { phase, proof } = state;
  if (phase === 'proving') {
    const text = proof?.state === 'running' ? t('save.provingOn', { robot: proof.workerId }) : t('save.waiting');
    return (
      <p role="status" className="flex items-center gap-2 text-running">
        <Spinner />
        {text}
      </p>
    );
  }
  const outcome = proof?.state === 'done' ? proof.outcome : null;
  const works = outcome?.verdict === 'works';
  return (
    <>
      {outcome === null ? (
        <p role="status" className="flex gap-2">
          <StateMark kind={MARKS.lost} className="mt-1" />
          {t(proof?.state === 'lost' ? 'proof.lost' : 'proof.failed')}
        </p>
      ) : (
        <Verdict outcome={outcome} />
      )}
      <div className="flex flex-wrap gap-2">
        {works ? (
          <Button variant="primary" onClick={acts.leave}>
            {t('proof.done')}
          </Button>
        ) : (
          <>
            <Button variant="primary" onClick={acts.signInAgain}>
              {t('mark.again')}
            </Button>
            <Button onClick={acts.prove}>{t('proof.again')}</Button>
            <Button variant="quiet" onClick={acts.leave}>
              {t('proof.anyway')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
