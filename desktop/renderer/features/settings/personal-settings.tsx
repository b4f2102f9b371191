import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../lib/format.ts';
import { useFormat, usePreferences, useSetPreferences } from '../../lib/preferences-context.tsx';
import { REGION_CODES, type Preferences } from '../../lib/preferences.ts';
import { Select } from '../../ui/select.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSaving } from './use-saving.ts';

const THEMES = ['system', 'light', 'dark'] as const;
const DENSITIES = ['compact', 'normal', 'comfortable'] as const;

interface PersonalRowProps {
  label: string;
  hint?: string;
  control: (set: (change: Partial<Preferences>) => void) => ReactNode;
}

function PersonalRow({ label, hint, control }: PersonalRowProps) {
  const setPreferences = useSetPreferences();
  const { saving, done } = useSaving();
  return (
    <SettingRow label={label} hint={hint} saving={saving}>
      {control((change) => {
        setPreferences(change);
        done(true);
      })}
    </SettingRow>
  );
}

export function ThemeRow() {
  const { t } = useTranslation('settings');
  const { t: tShell } = useTranslation('shell');
  const { theme } = usePreferences();
  const label = t('theme');
  const choices = THEMES.map((value) => ({ value, label: tShell(`theme.${value}`) }));
  return (
    <PersonalRow
      label={label}
      control={(set) => (
        <ToggleGroup aria-label={label} value={theme} onChange={(next) => set({ theme: next })} choices={choices} />
      )}
    />
  );
}

export function DensityRow() {
  const { t } = useTranslation('settings');
  const { density } = usePreferences();
  const label = t('density');
  const choices = DENSITIES.map((value) => ({ value, label: t(`density_choice.${value}`) }));
  return (
    <PersonalRow
      label={label}
      control={(set) => (
        <ToggleGroup aria-label={label} value={density} onChange={(next) => set({ density: next })} choices={choices} />
      )}
    />
  );
}

export function LanguageRow() {
  const { t } = useTranslation('settings');
  const { t: tShell } = useTranslation('shell');
  const { language } = usePreferences();
  const label = t('language');
  const choices = LANGUAGES.map((value) => ({ value, label: tShell(`language.${value}`) }));
  return (
    <PersonalRow
      label={label}
      hint={t('languageHint')}
      control={(set) => (
        <ToggleGroup
          aria-label={label}
          value={language}
          onChange={(next) => set({ language: next })}
          choices={choices}
        />
      )}
    />
  );
}

export function RegionRow() {
  const { t } = useTranslation('settings');
  const { region } = usePreferences();
  const format = useFormat();
  const label = t('region');
  return (
    <PersonalRow
      label={label}
      hint={t('regionHint', {
        number: format.number(12_345.6, 1),
        date: format.dateTime(Date.UTC(2026, 10, 3, 14, 5)),
      })}
      control={(set) => (
        <Select
          aria-label={label}
          value={region}
          onChange={(next) => set({ region: next })}
          choices={REGION_CODES.map((value) => ({ value, label: t(`regions.${value}`) }))}
          className="w-56"
        />
      )}
    />
  );
}
