import { Play } from 'lucide-react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../../domain/use-me.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { RunFields } from '../../run/run-fields.tsx';
import { useBuilderState } from '../builder-context.tsx';
import { TrialRun } from './trial-run.tsx';
import { useTrial } from './use-trial.ts';

/** ms before each step: as fast as it goes, so that one can follow, and so that one can read. */
const PACES = [0, 1000, 3000] as const;

/** «Probar»: the draft on a robot, whole, up to the chosen step, or that step alone. */
export function TrialPart({ flowId }: { flowId: string }) {
  const { t } = useTranslation('builder');
  const whyNot = useWhyNot('flows:write');
  const trial = useTrial(flowId);
  const chosen = useBuilderState(({ selected }) => selected !== null);
  useHotkeys('ctrl+enter, meta+enter', () => void trial.start('whole'), {
    enabled: whyNot === undefined && !trial.busy,
    enableOnFormTags: true,
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Button
          variant="primary"
          size="small"
          busy={trial.busy}
          disabledReason={whyNot}
          icon={<Play size={12} strokeWidth={1.75} />}
          onClick={() => void trial.start('whole')}
        >
          {t('trial.whole')}
        </Button>
        <Button
          size="small"
          disabledReason={whyNot}
          disabled={!chosen || trial.busy}
          onClick={() => void trial.start('until')}
        >
          {t('trial.until')}
        </Button>
        <Button
          size="small"
          disabledReason={whyNot}
          disabled={!chosen || trial.busy}
          onClick={() => void trial.start('only')}
        >
          {t('trial.only')}
        </Button>
        <Select
          aria-label={t('trial.pace')}
          value={String(trial.delayMs)}
          onChange={(ms) => trial.setDelayMs(Number(ms))}
          choices={PACES.map((ms) => ({ value: String(ms), label: t(`trial.paces.${ms}`) }))}
          className="ml-auto"
        />
      </div>
      {Object.keys(trial.inputs).length > 0 && (
        <div className="flex flex-wrap gap-3 border-b border-line px-4 py-3">
          <RunFields
            inputs={trial.inputs}
            values={trial.values}
            last={{}}
            faults={trial.faults}
            onChange={trial.setValue}
          />
        </div>
      )}
      {trial.jobId === null ? (
        <EmptyState title={t('trial.emptyTitle')} text={t('trial.emptyText')} />
      ) : (
        <TrialRun key={trial.jobId} jobId={trial.jobId} />
      )}
    </div>
  );
}
