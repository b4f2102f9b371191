import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { ToggleGroup } from '../../../ui/toggle-group.tsx';
import type { StepRow } from '../step-rows.ts';
import { stepTitle } from '../step-title.ts';
import { FilmStrip } from './film-strip.tsx';
import type { FilmFrame, StepPictures } from './step-pictures.ts';
import { StepPicture } from './step-picture.tsx';

const WHICH = ['before', 'after', 'own'] as const;
type Which = (typeof WHICH)[number];

export interface ReplayProps {
  frames: readonly FilmFrame[];
  row: StepRow;
  /** The step's number in the timeline, from 1. */
  number: number;
  pictures: StepPictures;
  onChoose: (path: string) => void;
  /** Errors of the portal's page that the robot noted; 0 where there are none. */
  faults: number;
  onFaults: () => void;
}

function Caption({ row, number }: Pick<ReplayProps, 'row' | 'number'>) {
  const { t } = useTranslation('jobs');
  return (
    <h2 className="flex min-w-0 flex-1 items-center gap-2">
      <StateMark kind={row.mark} />
      <span className="truncate">
        <span className="font-semibold">{t('steps.number', { number, name: stepTitle(t, row) })}</span>
        {row.error === null && row.message !== null && <span className="text-muted"> {row.message}</span>}
      </span>
    </h2>
  );
}

/** What an execution that ended did, step by step: the picture of the chosen step over the film of all. */
export function Replay({ frames, row, number, pictures, onChoose, faults, onFaults }: ReplayProps) {
  const { t } = useTranslation('live');
  const { t: tJobs } = useTranslation('jobs');
  const [wanted, setWanted] = useState<Which>('after');
  const choices = WHICH.filter((which) => pictures[which] !== undefined);
  const which = pictures[wanted] === undefined ? choices.at(-1) : wanted;
  const picture = which === undefined ? undefined : pictures[which];
  const nameOf = (one: Which) => (one === 'after' && row.mark === 'failure' ? 'failed' : one);
  const at = frames.findIndex((frame) => frame.row.path === row.path);
  // Of a step without a picture: the frames around where it would stand.
  const before = at >= 0 ? at - 1 : frames.findLastIndex((frame) => frame.number < number);
  const after = at >= 0 ? at + 1 : before + 1;
  const go = (index: number): void => {
    const frame = frames[index];
    if (frame !== undefined) onChoose(frame.row.path);
  };
  useHotkeys('comma', () => go(before), undefined, [before, frames]);
  useHotkeys('period', () => go(after), undefined, [after, frames]);

  return (
    <section
      aria-label={t('replay.label')}
      data-region
      tabIndex={-1}
      className="flex h-full min-h-0 flex-col bg-sunken outline-none"
    >
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-0.5">
        <Caption row={row} number={number} />
        {row.error !== null && faults > 0 && (
          <Button size="small" onClick={onFaults}>
            {t('replay.faults', { count: faults })}
          </Button>
        )}
        {choices.length > 1 && which !== undefined && (
          <ToggleGroup
            aria-label={t('replay.which')}
            value={which}
            onChange={setWanted}
            choices={choices.map((value) => ({ value, label: t(`replay.${nameOf(value)}`) }))}
          />
        )}
        <IconButton
          label={t('replay.previous')}
          icon={<ChevronLeft size={16} strokeWidth={1.75} />}
          disabled={frames[before] === undefined}
          onClick={() => go(before)}
        />
        <IconButton
          label={t('replay.next')}
          icon={<ChevronRight size={16} strokeWidth={1.75} />}
          disabled={frames[after] === undefined}
          onClick={() => go(after)}
        />
      </div>
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden p-2">
        {picture === undefined ? (
          <p className="text-muted">{t('replay.none')}</p>
        ) : (
          <StepPicture
            picture={picture}
            alt={t(`replay.of.${nameOf(which ?? 'after')}`, { step: stepTitle(tJobs, row) })}
          />
        )}
      </div>
      {frames.length > 0 && <FilmStrip frames={frames} shown={row.path} onChoose={onChoose} />}
    </section>
  );
}
