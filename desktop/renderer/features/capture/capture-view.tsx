import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CaptureState } from '../../../contract/capture.ts';
import { PageHeader } from '../../domain/page-header.tsx';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPart } from '../../ui/error-part.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { BrowserBar } from '../../domain/embedded/browser-bar.tsx';
import type { CaptureActs } from './capture-acts.ts';
import { ChromePanel } from './chrome-panel.tsx';
import { Guide } from './guide.tsx';
import { PagePlace } from '../../domain/embedded/page-place.tsx';
import { TabStrip } from '../../domain/embedded/tab-strip.tsx';

export interface CaptureViewProps {
  portal: string;
  state: CaptureState;
  acts: CaptureActs;
  covered: { picture: string | null } | null;
}

function Failed({ state, acts }: Pick<CaptureViewProps, 'state' | 'acts'>) {
  const { t } = useTranslation('capture');
  const { t: tCommon } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const { problem } = state;
  const noChrome = problem?.code === 'program_missing';
  const text = problem === null ? undefined : errorText(tErrors, problem);
  return (
    <div className="flex-1 bg-bg">
      <ErrorPart
        title={noChrome ? t('failed.noChrome') : t('failed.title')}
        hint={noChrome ? t('failed.noChromeHint') : text && `${text.title} ${text.hint}`}
        code={problem?.code}
        action={<Button onClick={() => acts.openWith(state.way)}>{tCommon('retry')}</Button>}
      />
    </div>
  );
}

function Browser({ state, acts, covered }: Omit<CaptureViewProps, 'portal'>) {
  const { t } = useTranslation('capture');
  if (state.phase === 'failed') return <Failed state={state} acts={acts} />;
  if (state.way === 'chrome' && state.phase === 'opening') {
    return (
      <p role="status" className="flex flex-1 items-start gap-2 bg-bg p-6 text-muted">
        <Spinner />
        {t('opening')}
      </p>
    );
  }
  if (state.way === 'chrome') return <ChromePanel state={state} />;
  return (
    <>
      <TabStrip state={state} acts={acts} />
      <BrowserBar state={state} acts={acts} opening={state.phase === 'opening'} />
      <PagePlace state={state} acts={acts} covered={covered} />
    </>
  );
}

/** Screen 4 without its bridge: the guide at the left, the browser at the right. */
export function CaptureView({ portal, ...rest }: CaptureViewProps) {
  const { t } = useTranslation('capture');
  return (
    <>
      <PageHeader
        title={t('title', { portal })}
        actions={
          <Button icon={<X size={14} strokeWidth={1.75} />} onClick={rest.acts.leave}>
            {t('leave')}
          </Button>
        }
      />
      <div className="flex min-h-0 flex-1">
        <Guide state={rest.state} acts={rest.acts} />
        <div className="flex min-w-0 flex-1 flex-col">
          <Browser {...rest} />
        </div>
      </div>
    </>
  );
}
