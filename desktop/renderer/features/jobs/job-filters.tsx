import { jobStatusSchema } from '@sri/shared/model/job.ts';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { isFiltered, PERIODS, type JobSearch } from './job-search.ts';

const ANY = 'any';

export interface JobFiltersProps {
  search: JobSearch;
  onChange: (change: Partial<JobSearch>) => void;
}

/** What narrows the list, beyond the view. Everything stands in the address. */
export function JobFilters({ search, onChange }: JobFiltersProps) {
  const { t } = useTranslation('jobs');
  const { t: tCommon } = useTranslation();
  const providers = useApi('listProviders', {});
  const orUndefined = <V extends string>(value: V | typeof ANY): V | undefined => (value === ANY ? undefined : value);
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-2">
      <TextInput
        id="job-filter-text"
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        icon={<Search size={14} strokeWidth={1.75} />}
        value={search.q ?? ''}
        onValueChange={(q) => onChange({ q: q === '' ? undefined : q })}
        className="w-60"
      />
      {search.view === 'all' && (
        <Select
          aria-label={t('filter.status')}
          value={search.status ?? ANY}
          onChange={(status) => onChange({ status: orUndefined(status) })}
          choices={[
            { value: ANY, label: t('filter.anyStatus') },
            ...jobStatusSchema.options.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
        />
      )}
      <Combobox
        aria-label={t('filter.portal')}
        placeholder={t('filter.anyPortal')}
        value={search.portal ?? null}
        onChange={(portal) => onChange({ portal: portal ?? undefined })}
        choices={(providers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        className="w-48"
      />
      {search.view !== 'failedToday' && (
        <Select
          aria-label={t('filter.period')}
          value={search.period ?? ANY}
          onChange={(period) => onChange({ period: orUndefined(period) })}
          choices={[
            { value: ANY, label: t('filter.anyPeriod') },
            ...PERIODS.map((value) => ({ value, label: t(`filter.${value}`) })),
          ]}
        />
      )}
      {isFiltered(search) && (
        <Button
          variant="quiet"
          onClick={() => onChange({ status: undefined, portal: undefined, period: undefined, q: undefined })}
        >
          {tCommon('clearFilters')}
        </Button>
      )}
    </div>
  );
}
