import { jobStatusSchema } from '@sri/shared/model/job.ts';
import { useTranslation } from 'react-i18next';
import { usePortalChoices, useFlowChoices } from '../../domain/portal-choices.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { MoreFilters } from './job-more-filters.tsx';
import { JobText } from './job-text.tsx';
import { isFiltered, type JobFiltersProps, NOTHING_FILTERED, PERIODS } from './job-search.ts';

const ANY = 'any';

function Dates({ search, onChange }: JobFiltersProps) {
  const { t } = useTranslation('list');
  return (['from', 'to'] as const).map((end) => (
    <TextInput
      key={end}
      type="date"
      aria-label={t(`filter.${end}`)}
      value={search[end] ?? ''}
      {...(end === 'to' && search.from !== undefined ? { min: search.from } : {})}
      onValueChange={(value) => onChange({ [end]: value === '' ? undefined : value })}
      className="w-36"
    />
  ));
}

/** What narrows the list, beyond the view. Everything stands in the address. */
export function JobFilters({ search, onChange }: JobFiltersProps) {
  const { t } = useTranslation('jobs');
  const { t: tList } = useTranslation('list');
  const { t: tCommon } = useTranslation();
  const orUndefined = <V extends string>(value: V | typeof ANY): V | undefined => (value === ANY ? undefined : value);
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-2">
      <JobText text={search.q ?? ''} onChange={(q) => onChange({ q: q === '' ? undefined : q })} />
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
        aria-label={tList('filter.flow')}
        placeholder={tList('filter.anyFlow')}
        value={search.flow ?? null}
        onChange={(flow) => onChange({ flow: flow ?? undefined })}
        choices={useFlowChoices(search.portal)}
        className="w-44"
      />
      <Combobox
        aria-label={t('filter.portal')}
        placeholder={t('filter.anyPortal')}
        value={search.portal ?? null}
        onChange={(portal) => onChange({ portal: portal ?? undefined })}
        choices={usePortalChoices()}
        className="w-44"
      />
      {search.view !== 'failedToday' && (
        <Select
          aria-label={t('filter.period')}
          value={search.period ?? ANY}
          onChange={(period) => onChange({ period: orUndefined(period), from: undefined, to: undefined })}
          choices={[
            { value: ANY, label: t('filter.anyPeriod') },
            ...PERIODS.map((value) => ({
              value,
              label: value === 'dates' ? tList('filter.dates') : t(`filter.${value}`),
            })),
          ]}
        />
      )}
      {search.period === 'dates' && search.view !== 'failedToday' && <Dates search={search} onChange={onChange} />}
      <MoreFilters search={search} onChange={onChange} />
      {isFiltered(search) && (
        <Button variant="quiet" onClick={() => onChange(NOTHING_FILTERED)}>
          {tCommon('clearFilters')}
        </Button>
      )}
    </div>
  );
}
