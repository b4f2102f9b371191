import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useMe } from '../../domain/use-me.ts';
import { LANGUAGES } from '../../lib/format.ts';
import { useFormat, usePreferences, useSetPreferences } from '../../lib/preferences-context.tsx';
import { REGION_CODES } from '../../lib/preferences.ts';
import { Select } from '../../ui/select.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';

const THEMES = ['system', 'light', 'dark'] as const;
const DENSITIES = ['compact', 'normal', 'comfortable'] as const;

function Row({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[200px_1fr] items-start gap-x-6 border-b border-line py-3">
      <div className="py-1 font-semibold">{label}</div>
      <div className="flex flex-col items-start gap-1">
        {children}
        {hint !== undefined && <p className="text-meta text-muted">{hint}</p>}
      </div>
    </div>
  );
}

function Personal() {
  const { t } = useTranslation('settings');
  const { t: tShell } = useTranslation('shell');
  const preferences = usePreferences();
  const set = useSetPreferences();
  const format = useFormat();
  return (
    <section>
      <h2 className="text-section font-bold">{t('personal')}</h2>
      <Row label={t('theme')}>
        <ToggleGroup
          aria-label={t('theme')}
          value={preferences.theme}
          onChange={(theme) => set({ theme })}
          choices={THEMES.map((value) => ({ value, label: tShell(`theme.${value}`) }))}
        />
      </Row>
      <Row label={t('language')} hint={t('languageHint')}>
        <ToggleGroup
          aria-label={t('language')}
          value={preferences.language}
          onChange={(language) => set({ language })}
          choices={LANGUAGES.map((value) => ({ value, label: tShell(`language.${value}`) }))}
        />
      </Row>
      <Row
        label={t('region')}
        hint={t('regionHint', {
          number: format.number(12_345.6, 1),
          date: format.dateTime(Date.UTC(2026, 10, 3, 14, 5)),
        })}
      >
        <Select
          aria-label={t('region')}
          value={preferences.region}
          onChange={(region) => set({ region })}
          choices={REGION_CODES.map((value) => ({ value, label: t(`regions.${value}`) }))}
          className="w-56"
        />
      </Row>
      <Row label={t('density')}>
        <ToggleGroup
          aria-label={t('density')}
          value={preferences.density}
          onChange={(density) => set({ density })}
          choices={DENSITIES.map((value) => ({ value, label: t(`density_choice.${value}`) }))}
        />
      </Row>
    </section>
  );
}

/** Screen 16, as far as it goes today: what a person sets for this machine; every change holds at once. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { t: tCommon } = useTranslation();
  const me = useMe();
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="min-h-0 flex-1 overflow-y-auto bg-surface px-5 py-4">
        <div className="flex max-w-3xl flex-col gap-8">
          <Personal />
          <section>
            <h2 className="text-section font-bold">{t('organisation')}</h2>
            <QueryPart query={me} rows={3}>
              {({ org, role }) => (
                <>
                  <Row label={t('name')}>{org.name}</Row>
                  <Row label={t('zone')}>{org.timeZone}</Row>
                  <Row label={t('yourRole')}>{tCommon(`role.${role}`)}</Row>
                </>
              )}
            </QueryPart>
          </section>
        </div>
      </div>
    </>
  );
}
