import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../lib/format.ts';
import { usePreferences, useSetPreferences } from '../../lib/preferences-context.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';

/** The paper that signing in and registering stand on: one column, the language in the corner. */
export function AccountPage({ title, children, below }: { title: string; children: ReactNode; below: ReactNode }) {
  const { t } = useTranslation('account');
  const { t: tShell } = useTranslation('shell');
  const { language } = usePreferences();
  const setPreferences = useSetPreferences();
  return (
    <div className="flex h-full flex-col overflow-y-auto bg-bg">
      <header className="flex shrink-0 items-center justify-between px-6 py-4">
        <span className="text-section font-bold">SRI</span>
        <ToggleGroup
          aria-label={t('language')}
          value={language}
          onChange={(next) => setPreferences({ language: next })}
          choices={LANGUAGES.map((value) => ({ value, label: tShell(`language.${value}`) }))}
        />
      </header>
      <main className="mx-auto flex w-[420px] max-w-full flex-col px-4 pt-[7vh] pb-10">
        <h1 className="text-display font-bold tracking-[-0.01em]">{title}</h1>
        <p className="mt-1 mb-6 text-body text-muted">{t('lead')}</p>
        {children}
        <p className="mt-6 border-t border-line pt-4">{below}</p>
      </main>
    </div>
  );
}
