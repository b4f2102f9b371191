import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ToggleGroup } from '../../../ui/toggle-group.tsx';
import { useBuilder } from '../builder-context.tsx';
import { FlowCanvas } from '../canvas/flow-canvas.tsx';
import { TrialPart } from '../testing/trial-part.tsx';
import { PartHead } from './part-head.tsx';

export type Mode = 'diagram' | 'trial';

/** What the builder's middle shows: the flow as a diagram, or how it does on a robot. */
export function MiddlePart({ flowId, firstMode }: { flowId: string; firstMode: Mode }) {
  const { t } = useTranslation('builder');
  const { readOnly } = useBuilder();
  const [mode, setMode] = useState(firstMode);
  if (readOnly) return <FlowCanvas />;
  const modes = (
    <ToggleGroup
      aria-label={t('mode')}
      value={mode}
      onChange={setMode}
      choices={[
        { value: 'diagram', label: t('diagram') },
        { value: 'trial', label: t('trial.title') },
      ]}
    />
  );
  if (mode === 'diagram') return <FlowCanvas head={modes} />;
  return (
    <>
      <PartHead title={modes} />
      <TrialPart flowId={flowId} />
    </>
  );
}
