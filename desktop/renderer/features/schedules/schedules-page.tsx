import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { usePreferences } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MenuEntry } from '../../ui/menu-items.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { scheduleColumns } from './schedule-columns.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { TickHistory } from './tick-history.tsx';
import { useScheduleActs } from './use-schedule-acts.ts';
import { WeekStrip } from './week-strip.tsx';

type Open = { what: 'edit' | 'history' | 'remove'; schedule: Schedule } | { what: 'new'; flowId?: string };

export interface SchedulesPageProps {
  /** The flow of a schedule that is about to be made. */
  newFor?: string | undefined;
}

/** Screen 12: what runs by itself, when, and what became of it. */
export function SchedulesPage({ newFor }: SchedulesPageProps) {
  const { t } = useTranslation('schedules');
  const { language } = usePreferences();
  const portalName = usePortalNames();
  const mayWrite = useWhyNot('schedules:write');
  const mayRun = useWhyNot('jobs:run');
  const acts = useScheduleActs();
  const schedules = useApi('listSchedules', {}, { refetchInterval: 15_000 });
  const [open, setOpen] = useState<Open | null>(newFor === undefined ? null : { what: 'new', flowId: newFor });
  const close = (): void => setOpen(null);
  const begin = (): void => setOpen({ what: 'new' });
  useHotkeys('n', begin, { preventDefault: true, enabled: mayWrite === undefined, useKey: true }, [mayWrite]);

  const menuOf = (schedule: Schedule): MenuEntry[] => [
    {
      kind: 'act',
      label: t('act.edit'),
      disabled: mayWrite !== undefined,
      onSelect: () => setOpen({ what: 'edit', schedule }),
    },
    { kind: 'act', label: t('act.history'), onSelect: () => setOpen({ what: 'history', schedule }) },
    { kind: 'act', label: t('act.runNow'), disabled: mayRun !== undefined, onSelect: () => void acts.runNow(schedule) },
    schedule.paused === null
      ? { kind: 'act', label: t('act.pause'), disabled: mayRun !== undefined, onSelect: () => acts.pause(schedule) }
      : { kind: 'act', label: t('act.resume'), disabled: mayRun !== undefined, onSelect: () => acts.resume(schedule) },
    { kind: 'line' },
    {
      kind: 'act',
      label: t('act.remove'),
      danger: true,
      disabled: mayWrite !== undefined,
      onSelect: () => setOpen({ what: 'remove', schedule }),
    },
  ];
  const create = (
    <Button
      variant="primary"
      icon={<CalendarPlus size={14} strokeWidth={1.75} />}
      disabledReason={mayWrite}
      onClick={begin}
    >
      {t('act.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} actions={create} />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <QueryPart query={schedules} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('empty.title')} text={t('empty.text')} action={create} />
            ) : (
              <>
                <WeekStrip schedules={items} />
                <DataTable
                  label={t('title')}
                  columns={scheduleColumns({ t, language, portalName, menuOf })}
                  rows={items}
                  rowId={({ id }) => id}
                  onOpen={(schedule) => setOpen({ what: mayWrite === undefined ? 'edit' : 'history', schedule })}
                />
              </>
            )
          }
        </QueryPart>
      </div>
      {open?.what === 'new' && (
        <ScheduleEditor {...(open.flowId === undefined ? {} : { flow: { id: open.flowId } })} onClose={close} />
      )}
      {open?.what === 'edit' && <ScheduleEditor schedule={open.schedule} onClose={close} />}
      {open?.what === 'history' && <TickHistory schedule={open.schedule} onClose={close} />}
      {open?.what === 'remove' && (
        <DeleteDialog
          schedule={open.schedule}
          onClose={close}
          onConfirm={() => {
            close();
            void acts.remove(open.schedule);
          }}
        />
      )}
    </>
  );
}
