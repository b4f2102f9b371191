import { Circle, Crosshair, Pause, Play, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecordingState } from '../../../../contract/recording.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Kbd } from '../../../ui/kbd.tsx';

export interface RecordingActs {
  pause: () => void;
  resume: () => void;
  pick: (kind: 'field' | 'table' | null) => void;
  end: () => void;
}

export interface RecordingBandProps {
  state: RecordingState | null;
  acts: RecordingActs;
  portal: string;
  account: string;
  /** Steps so far. */
  count: number;
}

function useSaid({ state, portal, account }: RecordingBandProps): string {
  const { t } = useTranslation('builder');
  if (state === null || state.phase === 'opening') return t('recording.opening');
  if (state.phase === 'failed') return t('recording.failed');
  if (state.pausedBy === 'crash') return t('recording.crashed');
  if (state.phase === 'paused') return t('recording.off');
  if (state.picking === 'field') return t('recording.picking');
  if (state.picking === 'table') return t('recording.pickingTable');
  return t('recording.on', { portal, account });
}

/** That one is being recorded: where, as whom, how many steps so far, and what can be done about it. */
export function RecordingBand(props: RecordingBandProps) {
  const { t } = useTranslation('builder');
  const { state, acts, count } = props;
  const said = useSaid(props);
  const isOn = state?.phase === 'recording';
  const icon = { size: 12, strokeWidth: 1.75 };
  return (
    <div
      className={cx(
        'flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5',
        isOn ? 'border-failure bg-failure-soft text-failure' : 'border-line bg-sunken text-ink',
      )}
    >
      <Circle {...icon} fill={isOn ? 'currentColor' : 'none'} aria-hidden="true" className="shrink-0" />
      <span role="status" className="min-w-0 flex-1 basis-72 font-semibold">
        {said}
      </span>
      <span className="text-meta">{t('recording.steps', { count })}</span>
      {state?.phase === 'paused' && state.pausedBy === 'person' && (
        <Button size="small" icon={<Play {...icon} />} onClick={acts.resume}>
          {t('recording.resume')} <Kbd keys={['F8']} />
        </Button>
      )}
      {isOn && state.picking === null && (
        <>
          <Button size="small" icon={<Pause {...icon} />} onClick={acts.pause}>
            {t('recording.pause')} <Kbd keys={['F8']} />
          </Button>
          <Button size="small" icon={<Crosshair {...icon} />} onClick={() => acts.pick('field')}>
            {t('recording.field')} <Kbd keys={['F9']} />
          </Button>
          <Button size="small" icon={<Table2 {...icon} />} onClick={() => acts.pick('table')}>
            {t('recording.table')} <Kbd keys={['F10']} />
          </Button>
        </>
      )}
      {isOn && state.picking !== null && (
        <Button size="small" onClick={() => acts.pick(null)}>
          {t('recording.endPicking')}
        </Button>
      )}
      <Button size="small" variant="primary" onClick={acts.end}>
        {t('recording.end')}
      </Button>
    </div>
  );
}
