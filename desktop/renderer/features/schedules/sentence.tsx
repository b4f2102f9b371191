import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import type { Draft } from './schedule-draft.ts';
import { TimingControls } from './timing-controls.tsx';
import { TIMING_KINDS, withKind } from './timing-kinds.ts';
import { zoneChoices } from './zones.ts';

export interface SentenceProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** When it runs, as one sentence whose words can be chosen. */
export function Sentence({ draft, onChange }: SentenceProps) {
  const { t } = useTranslation('schedules');
  const { timing, timezone } = draft;
  const zones = useMemo(() => zoneChoices(t, timezone), [t, timezone]);
  return (
    <div role="group" aria-label={t('sentence.label')} className="flex flex-wrap items-center gap-x-1.5 gap-y-2">
      <span>{t(timing.kind === 'cron' ? 'sentence.by' : 'sentence.every')}</span>
      <Select
        aria-label={t('sentence.kind')}
        value={timing.kind}
        onChange={(kind) => onChange({ timing: withKind(timing, kind) })}
        choices={TIMING_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <TimingControls timing={timing} onChange={(next) => onChange({ timing: next })} />
      <span>{t('sentence.in')}</span>
      <Combobox
        aria-label={t('sentence.zone')}
        placeholder={t('sentence.zone')}
        value={timezone}
        onChange={(zone) => zone !== null && onChange({ timezone: zone })}
        choices={zones}
        className="w-60"
      />
      <span className="-ml-1.5">{t('sentence.ifRunning')}</span>
      <Select
        aria-label={t('sentence.overlap')}
        value={draft.ifRunning}
        onChange={(ifRunning) => onChange({ ifRunning })}
        choices={(['skip', 'queue'] as const).map((value) => ({ value, label: t(`ifRunning.${value}`) }))}
      />
    </div>
  );
}
