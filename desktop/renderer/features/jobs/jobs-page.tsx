import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { Freshness } from '../../domain/freshness.tsx';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useLiveOrg } from '../../domain/use-live-org.ts';
import { errorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { foldedIncludes } from '../../ui/fold-text.ts';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { JobFilters } from './job-filters.tsx';
import { JobList } from './job-list.tsx';
import { isFiltered, JOB_VIEWS, toJobQuery, type JobSearch } from './job-search.ts';
import { useJobPages } from './use-job-pages.ts';

export interface JobsPageProps {
  search: JobSearch;
  onSearch: (search: JobSearch) => void;
}

function Empty({ search, onSearch }: JobsPageProps) {
  const { t } = useTranslation('jobs');
  const { t: tCommon } = useTranslation();
  if (isFiltered(search)) {
    return (
      <EmptyState
        title={tCommon('filteredEmpty')}
        action={<Button onClick={() => onSearch({ view: search.view })}>{tCommon('clearFilters')}</Button>}
      />
    );
  }
  const { view } = search;
  return (
    <EmptyState
      title={t(`empty.${view}`)}
      text={t(`empty.${view}Text`)}
      action={
        view === 'all' ? undefined : <Button onClick={() => onSearch({ view: 'all' })}>{t('empty.seeAll')}</Button>
      }
    />
  );
}

/** Screen 9: executions, with their filters in the address. */
export function JobsPage({ search, onSearch }: JobsPageProps) {
  const { t } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  const live = useLiveOrg();
  const pages = useJobPages(toJobQuery(search, Date.now()));
  useHotkeys('f', () => document.querySelector<HTMLElement>('#job-filter-text')?.focus(), {
    preventDefault: true,
    useKey: true,
  });

  function matches({ flowName, jobId, error }: JobSummary): boolean {
    const cause = error === undefined ? '' : errorText(tErrors, error).title;
    return foldedIncludes(`${flowName} ${jobId} ${cause}`, search.q ?? '');
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        beside={
          <ToggleGroup
            aria-label={t('view.label')}
            value={search.view}
            onChange={(view) => onSearch({ ...search, view, status: undefined })}
            choices={JOB_VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
        }
        actions={<Freshness live={live} />}
        below={
          <div className="mt-2">
            <JobFilters search={search} onChange={(change) => onSearch({ ...search, ...change })} />
          </div>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <QueryPart query={pages} rows={14}>
          {(data) => {
            const jobs = data.pages.flatMap(({ items }) => items).filter(matches);
            if (jobs.length === 0 && !pages.hasNextPage) return <Empty search={search} onSearch={onSearch} />;
            return (
              <JobList
                jobs={jobs}
                footer={
                  pages.hasNextPage && (
                    <div className="p-3">
                      <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                        {t('more')}
                      </Button>
                    </div>
                  )
                }
              />
            );
          }}
        </QueryPart>
      </div>
    </>
  );
}
