import { useTranslation } from 'react-i18next';
import type { CaptureState } from '../../../contract/capture.ts';
import { FailedPart } from '../../domain/query-part.tsx';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { CaptureActs } from './capture-acts.ts';

/** Step 1: the person signs in, and says when it is done. */
export function SignInStep({ state, acts }: { state: CaptureState; acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  const { phase, way, looksInside, refusedBy, problem } = state;
  const other = way === 'embedded' ? 'chrome' : 'embedded';
  const otherWay = (
    <Button variant={refusedBy === null ? 'secondary' : 'primary'} onClick={() => acts.openWith(other)}>
      {t(way === 'embedded' ? 'login.useChrome' : 'login.useEmbedded')}
    </Button>
  );
  if (refusedBy !== null && way === 'embedded') {
    return (
      <>
        <p role="alert" className="flex gap-2">
          <StateMark kind="person" className="mt-1" />
          {t('login.refused', { who: refusedBy })}
        </p>
        {otherWay}
      </>
    );
  }
  if (phase === 'failed') return otherWay;
  return (
    <>
      <p>{t(way === 'embedded' ? 'login.text' : 'login.chromeText')}</p>
      {problem !== null && <FailedPart error={problem} onRetry={acts.entered} />}
      {looksInside && (
        <p role="status" className="text-muted">
          {t('login.looksInside')}
        </p>
      )}
      <Button variant={looksInside ? 'primary' : 'secondary'} disabled={phase === 'opening'} onClick={acts.entered}>
        {t('login.entered')}
      </Button>
      <div className="mt-3 flex flex-col items-start gap-1.5 border-t border-line pt-3">
        <p className="text-meta text-muted">{t('login.otherWay')}</p>
        {otherWay}
      </div>
    </>
  );
}
