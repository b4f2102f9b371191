import { useTranslation } from 'react-i18next';
import type { RecordingState } from '../../../../contract/recording.ts';
import { BrowserBar } from '../../../domain/embedded/browser-bar.tsx';
import type { EmbeddedActs } from '../../../domain/embedded/embedded-acts.ts';
import { PagePlace } from '../../../domain/embedded/page-place.tsx';
import { TabStrip } from '../../../domain/embedded/tab-strip.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorPart } from '../../../ui/error-part.tsx';
import { RecordingBand, type RecordingBandProps } from './recording-band.tsx';

export interface RecordingViewProps extends RecordingBandProps {
  embedded: EmbeddedActs;
  covered: { picture: string | null } | null;
  onVisit: (url: string) => void;
  onRetry: () => void;
  /** Leads to the capture of a session. */
  onSignIn: () => void;
}

function Notices({ state, portal, onSignIn }: { state: RecordingState; portal: string; onSignIn: () => void }) {
  const { t } = useTranslation('builder');
  return (
    <>
      {state.login !== 'stored' && (
        <Banner
          kind="attention"
          action={
            <Button size="small" onClick={onSignIn}>
              {t('recording.signIn')}
            </Button>
          }
        >
          {t(`recording.${state.login}`, { portal })}
        </Banner>
      )}
      {state.dropped > 0 && <Banner kind="attention">{t('recording.dropped', { count: state.dropped })}</Banner>}
    </>
  );
}

/** «Grabar»: the portal's page as the robot sees it, and above it what is being recorded. */
export function RecordingView(props: RecordingViewProps) {
  const { t } = useTranslation('builder');
  const { t: tCommon } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const { state, embedded, covered, portal, onVisit, onRetry, onSignIn } = props;
  const problem = state?.problem ?? null;
  const text = problem === null ? undefined : errorText(tErrors, problem);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RecordingBand {...props} />
      {state !== null && state.phase !== 'failed' && (
        <>
          <Notices state={state} portal={portal} onSignIn={onSignIn} />
          <TabStrip state={state} acts={embedded} />
          <BrowserBar state={state} acts={embedded} opening={state.phase === 'opening'} onVisit={onVisit} />
          <PagePlace state={state} acts={embedded} covered={covered} />
        </>
      )}
      {state?.phase === 'failed' && (
        <ErrorPart
          title={t('recording.failed')}
          hint={text && `${text.title} ${text.hint}`}
          code={problem?.code}
          action={<Button onClick={onRetry}>{tCommon('retry')}</Button>}
        />
      )}
    </div>
  );
}
