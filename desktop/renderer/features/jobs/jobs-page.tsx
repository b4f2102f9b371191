import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { Freshness } from '../../domain/freshness.tsx';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useLiveOrg } from '../../domain/use-live-org.ts';
import { Button, primaryLinkClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportJobs } from './export-jobs.tsx';
import { JobCauses } from './job-causes.tsx';
import { JobFilters } from './job-filters.tsx';
import { JobList } from './job-list.tsx';
import { isFiltered, toJobQuery, type JobSearch } from './job-search.ts';
import { JobViews } from './job-views.tsx';
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
        view === 'all' ? (
          <Link to="/flujos" className={primaryLinkClass}>
            {t('empty.run')}
          </Link>
        ) : (
          <Button onClick={() => onSearch({ view: 'all' })}>{t('empty.seeAll')}</Button>
        )
      }
    />
  );
}

/** F leads to the filters, J and K into the rows from wherever nothing is typed. */
function useListKeys(): void {
  const options = { preventDefault: true, useKey: true };
  useHotkeys('f', () => document.querySelector<HTMLElement>('#job-filter-text')?.focus(), options);
  useHotkeys(
    'j, k',
    () => {
      if (document.activeElement?.closest('[role="grid"]') != null) return;
      document.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
    },
    options,
  );
}

function Rows({ search, onSearch }: JobsPageProps) {
  const { t } = useTranslation('jobs');
  const pages = useJobPages(toJobQuery(search, Date.now()));
  return (
    <QueryPart query={pages} rows={14}>
      {(data) => {
        const jobs = data.pages.flatMap(({ items }) => items);
        if (jobs.length === 0) return <Empty search={search} onSearch={onSearch} />;
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
  );
}

/** Screen 9: executions, with their filters in the address. */
export function JobsPage({ search, onSearch }: JobsPageProps) {
  const { t } = useTranslation('jobs');
  const { t: tList } = useTranslation('list');
  const live = useLiveOrg();
  const grouped = search.group === 'cause';
  const query = toJobQuery(search, Date.now());
  useListKeys();
  return (
    <>
      <PageHeader
        title={t('title')}
        beside={<JobViews search={search} onSearch={onSearch} />}
        actions={
          <>
            <Freshness live={live} />
            <Button
              variant="quiet"
              aria-pressed={grouped}
              onClick={() => onSearch({ ...search, group: grouped ? undefined : 'cause' })}
            >
              {grouped ? tList('group.off') : tList('group.by')}
            </Button>
            <ExportJobs query={query} />
          </>
        }
        below={
          <div className="mt-2">
            <JobFilters search={search} onChange={(change) => onSearch({ ...search, ...change })} />
          </div>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        {grouped ? (
          <JobCauses
            query={query}
            onSee={({ code, providerId }) => onSearch({ ...search, group: undefined, cause: code, portal: providerId })}
          />
        ) : (
          <Rows search={search} onSearch={onSearch} />
        )}
      </div>
    </>
  );
}
