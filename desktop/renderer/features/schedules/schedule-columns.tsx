import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import type { TFunction } from 'i18next';
import { EllipsisVertical } from 'lucide-react';
import { StatusChip } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-items.tsx';
import { timingWords } from './timing-words.ts';
import { TickChip } from './tick-chip.tsx';
import { NextTime } from './next-time.tsx';
import { zoneName } from './zones.ts';

export interface ScheduleColumnContext {
  t: TFunction<'schedules'>;
  language: string;
  portalName: (providerId: string, slug: string) => string;
  menuOf: (schedule: Schedule) => readonly MenuEntry[];
}

/** Columns of the list of schedules. */
export function scheduleColumns({ t, language, portalName, menuOf }: ScheduleColumnContext): DataColumn<Schedule>[] {
  return [
    {
      id: 'name',
      header: t('column.name'),
      width: 'minmax(170px, 1.4fr)',
      sortBy: ({ name }) => name.toLowerCase(),
      cell: ({ name, providerId }) => (
        <span className="truncate">
          <span className="font-semibold">{name}</span> <span className="text-muted">{portalName(providerId, '')}</span>
        </span>
      ),
    },
    {
      id: 'when',
      header: t('column.when'),
      width: 'minmax(200px, 1.7fr)',
      cell: ({ timing, timezone }) => (
        <span className="truncate">
          {timingWords(timing, t, language)} <span className="text-muted">{zoneName(timezone)}</span>
        </span>
      ),
    },
    {
      id: 'next',
      header: t('column.next'),
      width: 'minmax(184px, 1.2fr)',
      sortBy: ({ nextAt }) => nextAt ?? '9',
      cell: (schedule) =>
        schedule.paused === null ? (
          <NextTime schedule={schedule} />
        ) : (
          <StatusChip kind={schedule.paused.reason === 'person' ? 'stopped' : 'person'}>
            {t(`paused.${schedule.paused.reason}`, { count: schedule.maxFailures })}
          </StatusChip>
        ),
    },
    {
      id: 'last',
      header: t('column.last'),
      width: 'minmax(150px, 1.5fr)',
      cell: ({ lastTick }) =>
        lastTick === null ? <span className="text-muted">{t('never')}</span> : <TickChip tick={lastTick} />,
    },
    {
      id: 'owner',
      header: t('column.owner'),
      width: '120px',
      sortBy: ({ userName }) => userName,
      cell: ({ userName }) => <span className="truncate">{userName}</span>,
    },
    {
      id: 'acts',
      header: t('column.acts'),
      width: '56px',
      align: 'right',
      cell: (schedule) => (
        // The row opens on a click; its menu does what it says.
        <span onClick={(event) => event.stopPropagation()}>
          <Menu
            trigger={
              <IconButton
                label={t('act.more', { name: schedule.name })}
                icon={<EllipsisVertical size={14} strokeWidth={1.75} />}
                className="size-6"
              />
            }
            entries={menuOf(schedule)}
          />
        </span>
      ),
    },
  ];
}
