import { HOLIDAY_COUNTRIES, type HolidayCountry } from '@sri/shared/model/schedule.ts';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Fold } from '../../ui/fold.tsx';
import { Select } from '../../ui/select.tsx';
import type { SentenceProps } from './sentence.tsx';

const NONE = 'none';

function dayText(day: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

function Calendar({ country, region }: { country: HolidayCountry; region: string | undefined }) {
  const { t } = useTranslation('schedules');
  const { language } = usePreferences();
  const year = String(new Date().getFullYear());
  const next = String(new Date().getFullYear() + 1);
  const today = new Date().toISOString().slice(0, 10);
  const of = { country, ...(region === undefined ? {} : { region }) };
  const years = [
    useApi('listHolidays', { query: { ...of, year } }),
    useApi('listHolidays', { query: { ...of, year: next } }),
  ];
  const items = years.flatMap(({ data }) => data?.items ?? []).filter(({ day }) => day >= today);
  return (
    <Fold label={t('holidays.calendar')}>
      <ul className="grid max-h-40 grid-cols-2 gap-x-6 overflow-y-auto text-meta">
        {items.slice(0, 24).map(({ day, name }) => (
          <li key={day} className="flex gap-2">
            <span className="w-24 shrink-0 text-muted">{dayText(day, language)}</span>
            <span className="truncate">{name}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** Whose holidays are kept, and what becomes of a run on one. */
export function HolidaySentence({ draft, onChange }: SentenceProps) {
  const { t } = useTranslation('schedules');
  const { language } = usePreferences();
  const { holidays } = draft;
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const regions = useApi(
    'listHolidays',
    { query: { country: holidays?.country ?? 'AR' } },
    { enabled: holidays !== null },
  );
  const countries = HOLIDAY_COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).toSorted((a, b) =>
    a.label.localeCompare(b.label, language),
  );
  const known = regions.data?.regions ?? [];
  return (
    <div className="flex flex-col gap-2">
      <div role="group" aria-label={t('holidays.label')} className="flex flex-wrap items-center gap-x-1.5 gap-y-2">
        <span>{t('holidays.of')}</span>
        <Select<HolidayCountry | typeof NONE>
          aria-label={t('holidays.country')}
          value={holidays?.country ?? NONE}
          onChange={(country) => onChange({ holidays: country === NONE ? null : { country } })}
          choices={[{ value: NONE, label: t('holidays.none') }, ...countries]}
        />
        {holidays !== null && known.length > 0 && (
          <Select
            aria-label={t('holidays.region')}
            value={holidays.region ?? NONE}
            onChange={(region) =>
              onChange({ holidays: { country: holidays.country, ...(region === NONE ? {} : { region }) } })
            }
            choices={[
              { value: NONE, label: t('holidays.national') },
              ...known.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
        {holidays !== null && (
          <Select
            aria-label={t('holidays.what')}
            value={draft.onHoliday}
            onChange={(onHoliday) => onChange({ onHoliday })}
            choices={(['skip', 'nextBusinessDay'] as const).map((value) => ({ value, label: t(`onHoliday.${value}`) }))}
          />
        )}
      </div>
      {holidays !== null && <Calendar country={holidays.country} region={holidays.region} />}
    </div>
  );
}
