import type { ProofOutcome, ProofState } from '@sri/shared/model/session-proof.ts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FailedPart } from '../../domain/query-part.tsx';
import { Fold } from '../../ui/fold.tsx';
import { StateMark, type MarkKind } from '../../ui/state-mark.tsx';
import type { Proof } from './use-proof.ts';

const MARKS: Record<ProofOutcome['verdict'], MarkKind> = {
  works: 'success',
  asksLogin: 'person',
  noMark: 'person',
  unusable: 'person',
  unreachable: 'failure',
  failed: 'failure',
};

function outcomeText(t: TFunction<'portals'>, { verdict, workerId, markLookedFor }: ProofOutcome): string {
  const key = verdict === 'works' && !markLookedFor ? 'worksNoMark' : verdict;
  return t(`proof.${key}`, { robot: workerId });
}

function stateText(t: TFunction<'portals'>, state: ProofState): { mark: MarkKind; text: string } {
  if (state.state === 'waiting') return { mark: 'waiting', text: t('proof.waiting') };
  if (state.state === 'running') return { mark: 'running', text: t('proof.running', { robot: state.workerId }) };
  if (state.state === 'lost') return { mark: 'failure', text: t('proof.lost') };
  return { mark: MARKS[state.outcome.verdict], text: outcomeText(t, state.outcome) };
}

/** What a robot found with the session, in words, with the likeliest difference where it does not work there. */
export function ProofResult({ proof }: { proof: Proof }) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  if (proof.error !== null && proof.error !== undefined)
    return <FailedPart error={proof.error} onRetry={proof.start} />;
  if (proof.state === undefined) return null;
  const { mark, text } = stateText(t, proof.state);
  const outcome = proof.state.state === 'done' ? proof.state.outcome : undefined;
  const cause = outcome?.causes[0];
  return (
    <div role="status" className="flex gap-2">
      <StateMark kind={mark} size={14} className="mt-[3px]" />
      <div>
        <p>
          {text} {cause !== undefined && t('proof.cause', { cause: t(`proof.causes.${cause}`) })}
        </p>
        {outcome?.detail != null && (
          <Fold label={tCommon('details')}>
            <p className="mono">{outcome.detail}</p>
          </Fold>
        )}
      </div>
    </div>
  );
}
