import { useTranslation } from 'react-i18next';
import { ToggleGroup } from '../../../ui/toggle-group.tsx';
import { useBuilder } from '../builder-context.tsx';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { RecordingPart } from '../recording/recording-part.tsx';
import { TrialPart } from '../testing/trial-part.tsx';
import { PartHead } from './part-head.tsx';

export type Mode = 'diagram' | 'record' | 'trial';

export interface MiddlePartProps {
  flowId: string;
  providerId: string;
  mode: Mode;
  onMode: (mode: Mode) => void;
}

/** What the builder's middle shows: the flow as a diagram, the portal that is recorded, or how the flow does on a robot. */
export function MiddlePart({ flowId, providerId, mode, onMode }: MiddlePartProps) {
  const { t } = useTranslation('builder');
  const { readOnly } = useBuilder();
  if (readOnly) return <FlowCanvas />;
  const modes = (
    <ToggleGroup
      aria-label={t('mode')}
      value={mode}
      onChange={onMode}
      choices={[
        { value: 'diagram', label: t('diagram') },
        { value: 'record', label: t('recording.title') },
        { value: 'trial', label: t('trial.title') },
      ]}
    />
  );
  if (mode === 'diagram') return <FlowCanvas head={modes} />;
  return (
    <>
      <PartHead title={modes} />
      {mode === 'trial' && <TrialPart flowId={flowId} />}
      {mode === 'record' && <RecordingPart flowId={flowId} providerId={providerId} onEnd={() => onMode('diagram')} />}
    </>
  );
}
