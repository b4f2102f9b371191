import { useTranslation } from 'react-i18next';
import { useAccountChoices } from '../../domain/portal-choices.ts';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import type { JobFiltersProps } from './job-search.ts';

/** Causes that executions have had, and the one that is asked for, in words. */
function useCauseChoices(chosen: string | undefined) {
  const { t } = useTranslation('errors');
  const causes = useApi('listJobCauses', {});
  const codes = new Set([
    ...(causes.data?.items ?? []).map(({ code }) => code),
    ...(chosen === undefined ? [] : [chosen]),
  ]);
  return [...codes].map((value) => ({
    value,
    label: errorText(t, { code: value, message: value, hint: '' }).title,
  }));
}

function Fields({ search, onChange }: JobFiltersProps) {
  const { t } = useTranslation('list');
  const workers = useApi('listWorkers', {});
  const robots = new Set([
    ...(workers.data?.items ?? []).map(({ workerId }) => workerId),
    ...(search.robot === undefined ? [] : [search.robot]),
  ]);
  const causes = useCauseChoices(search.cause);
  const accounts = useAccountChoices();
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('filter.cause')}>
        <Combobox
          aria-label={t('filter.cause')}
          placeholder={t('filter.anyCause')}
          value={search.cause ?? null}
          onChange={(cause) => onChange({ cause: cause ?? undefined })}
          choices={causes}
        />
      </Field>
      <Field label={t('filter.account')}>
        <Combobox
          aria-label={t('filter.account')}
          placeholder={t('filter.anyAccount')}
          value={search.account ?? null}
          onChange={(account) => onChange({ account: account ?? undefined })}
          choices={accounts}
        />
      </Field>
      <Field label={t('filter.robot')}>
        <Combobox
          aria-label={t('filter.robot')}
          placeholder={t('filter.anyRobot')}
          value={search.robot ?? null}
          onChange={(robot) => onChange({ robot: robot ?? undefined })}
          choices={[...robots].map((value) => ({ value, label: value }))}
        />
      </Field>
    </div>
  );
}

/** The filters that are asked for less often, behind a button that says how many of them are on. */
export function MoreFilters({ search, onChange }: JobFiltersProps) {
  const { t } = useTranslation('list');
  const count = [search.cause, search.account, search.robot].filter((value) => value !== undefined).length;
  return (
    <Popover
      trigger={<Button>{count === 0 ? t('filter.more') : t('filter.active', { count })}</Button>}
      title={t('filter.more')}
    >
      <Fields search={search} onChange={onChange} />
    </Popover>
  );
}
