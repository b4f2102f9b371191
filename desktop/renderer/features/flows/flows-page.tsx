import { exportFormatSchema } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { usePortalChoices } from '../../domain/portal-choices.ts';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApiGuide } from '../../domain/use-api-guide.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MenuEntry } from '../../ui/menu-items.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useRunFlow } from '../run/use-run-flow.tsx';
import { flowColumns } from './flow-columns.tsx';
import { fits, FLOW_STATES, isFiltered, type FlowSearch } from './flow-search.ts';
import { useFlowActs } from './use-flow-acts.tsx';

export interface FlowsPageProps {
  search: FlowSearch;
  onSearch: (search: FlowSearch) => void;
}

const ANY = 'any';

function Filters({ search, onSearch }: FlowsPageProps) {
  const { t } = useTranslation('flows');
  const { t: tCommon } = useTranslation();
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <TextInput
        id="flow-filter-text"
        aria-label={t('search')}
        placeholder={t('search')}
        icon={<Search size={14} strokeWidth={1.75} />}
        value={search.q ?? ''}
        onValueChange={(q) => onSearch({ ...search, q: q === '' ? undefined : q })}
        className="w-60"
      />
      <Combobox
        aria-label={t('portal')}
        placeholder={t('anyPortal')}
        value={search.portal ?? null}
        onChange={(portal) => onSearch({ ...search, portal: portal ?? undefined })}
        choices={usePortalChoices()}
        className="w-48"
      />
      <Select
        aria-label={t('state')}
        value={search.state ?? ANY}
        onChange={(state) => onSearch({ ...search, state: state === ANY ? undefined : state })}
        choices={[
          { value: ANY, label: t('anyState') },
          ...FLOW_STATES.map((value) => ({ value, label: t(`stateOf.${value}`) })),
        ]}
      />
      {isFiltered(search) && (
        <Button variant="quiet" onClick={() => onSearch({})}>
          {tCommon('clearFilters')}
        </Button>
      )}
    </div>
  );
}

function FlowTable({ flows }: { flows: readonly FlowSummary[] }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const navigate = useNavigate();
  const portalName = usePortalNames();
  const mayRun = useWhyNot('jobs:run');
  const mayPublish = useWhyNot('flows:publish');
  const mayEdit = useWhyNot('flows:write');
  const run = useRunFlow();
  const acts = useFlowActs();
  const maySchedule = useWhyNot('schedules:write');
  const schedules = useApi('listSchedules', {}, { refetchInterval: 60_000 });
  const now = useNow(60_000);
  const nextAt = ({ id }: FlowSummary): number | undefined => {
    const times = (schedules.data?.items ?? []).flatMap((one) =>
      one.flowId === id && one.nextAt !== null ? [Date.parse(one.nextAt)] : [],
    );
    return times.length === 0 ? undefined : Math.min(...times);
  };
  const open = ({ id }: FlowSummary): void => void navigate({ to: '/flujos/$flowId', params: { flowId: id } });
  const whyNotRun = ({ publishedVersion }: FlowSummary): string | undefined =>
    mayRun ?? (publishedVersion === null ? t('unpublished') : undefined);

  function menuOf(flow: FlowSummary): readonly MenuEntry[] {
    const { id, latestVersion, publishedVersion } = flow;
    const version = publishedVersion ?? latestVersion;
    return [
      { kind: 'act', label: t('act.open'), keys: ['Enter'], onSelect: () => open(flow) },
      {
        kind: 'act',
        label: t(mayEdit === undefined ? 'act.edit' : 'act.diagram'),
        onSelect: () => void navigate({ to: '/flujos/$flowId/editar', params: { flowId: id } }),
      },
      {
        kind: 'act',
        label: t('act.runs'),
        onSelect: () => void navigate({ to: '/ejecuciones', search: { view: 'all', flow: id } }),
      },
      {
        kind: 'act',
        label: t('act.schedule'),
        disabled: maySchedule !== undefined || publishedVersion === null,
        onSelect: () => void navigate({ to: '/programacion', search: { flujo: id } }),
      },
      ...(publishedVersion === latestVersion
        ? []
        : [
            {
              kind: 'act' as const,
              label: t('act.publish', { version: latestVersion }),
              disabled: mayPublish !== undefined,
              onSelect: () => acts.publish(flow, latestVersion),
            },
          ]),
      { kind: 'line' },
      ...exportFormatSchema.options.map((as) => ({
        kind: 'act' as const,
        label: t(`export.${as}`),
        onSelect: () => acts.exportAs(flow, version, as),
      })),
      { kind: 'act', label: t('act.download'), onSelect: () => acts.download(flow, version) },
      { kind: 'act', label: t('act.copyId'), onSelect: () => void navigator.clipboard.writeText(id) },
    ];
  }

  const columns = useMemo(
    () => flowColumns({ t, format, portalName, whyNotRun, onRun: run.start, menuOf, nextAt, now }),
    // The acts are made anew at each rendering and differ in nothing that a cell shows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, format, portalName, mayRun, mayPublish, mayEdit, maySchedule, schedules.data, now],
  );
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={flows}
        rowId={({ id }) => id}
        onOpen={open}
        onRowKey={(flow, key) => {
          if (key.toLowerCase() === 'r' && whyNotRun(flow) === undefined) run.start(flow);
        }}
      />
      {run.dialog}
      {acts.dialog}
    </>
  );
}

/** Screen 5: find, run and judge flows. */
export function FlowsPage({ search, onSearch }: FlowsPageProps) {
  const { t } = useTranslation('flows');
  const { t: tCommon } = useTranslation();
  const openGuide = useApiGuide();
  const portalName = usePortalNames();
  const flows = useApi('listFlows', {}, { refetchInterval: 15_000 });
  const navigate = useNavigate();
  const mayEdit = useWhyNot('flows:write');
  const begin = (): void => void navigate({ to: '/flujos/nuevo' });
  useHotkeys('n', () => mayEdit === undefined && begin(), { preventDefault: true, useKey: true }, [mayEdit]);
  useHotkeys('f', () => document.querySelector<HTMLElement>('#flow-filter-text')?.focus(), {
    preventDefault: true,
    useKey: true,
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button variant="primary" disabledReason={mayEdit} onClick={begin}>
            {t('act.new')}
          </Button>
        }
        below={<Filters search={search} onSearch={onSearch} />}
      />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <QueryPart query={flows} rows={10}>
          {({ items }) => {
            const found = items.filter((flow) => fits(flow, search, portalName(flow.providerId, '')));
            if (found.length > 0) return <FlowTable flows={found} />;
            if (isFiltered(search)) {
              return (
                <EmptyState
                  title={tCommon('filteredEmpty')}
                  action={<Button onClick={() => onSearch({})}>{tCommon('clearFilters')}</Button>}
                />
              );
            }
            return (
              <EmptyState
                title={t('empty.title')}
                text={t('empty.text')}
                action={
                  <div className="flex flex-wrap gap-2">
                    <Button variant="primary" disabledReason={mayEdit} onClick={begin}>
                      {t('act.new')}
                    </Button>
                    <Button onClick={openGuide}>{t('empty.action')}</Button>
                  </div>
                }
              />
            );
          }}
        </QueryPart>
      </div>
    </>
  );
}
