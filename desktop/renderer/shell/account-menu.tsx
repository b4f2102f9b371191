import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../lib/format.ts';
import { usePreferences, useSetPreferences } from '../lib/preferences-context.tsx';
import type { Preferences } from '../lib/preferences.ts';
import { Initials } from '../ui/initials.tsx';
import { Menu } from '../ui/menu.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

export interface AccountMenuProps {
  userName: string;
  onHelp: () => void;
  onSignOut: () => void;
}

/** What concerns the person: look, language, help, leaving. */
export function AccountMenu({ userName, onHelp, onSignOut }: AccountMenuProps) {
  const { t } = useTranslation('shell');
  const preferences = usePreferences();
  const setPreferences = useSetPreferences();
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <button type="button" className="flex items-center gap-2 rounded-control p-0.5 hover:bg-hover">
          <Initials name={userName} />
          <span className="sr-only">{t('account.menu', { name: userName })}</span>
        </button>
      }
      entries={[
        {
          kind: 'choice',
          label: t('account.theme'),
          value: preferences.theme,
          choices: THEMES.map((theme) => ({ value: theme, label: t(`theme.${theme}`) })),
          onChange: (theme) => setPreferences({ theme: theme as Preferences['theme'] }),
        },
        {
          kind: 'choice',
          label: t('account.language'),
          value: preferences.language,
          choices: LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) })),
          onChange: (language) => setPreferences({ language: language as Preferences['language'] }),
        },
        { kind: 'line' },
        { kind: 'act', label: t('account.settings'), onSelect: () => void navigate({ to: '/ajustes' }) },
        { kind: 'act', label: t('account.help'), keys: ['F1'], onSelect: onHelp },
        { kind: 'line' },
        { kind: 'act', label: t('account.signOut'), onSelect: onSignOut },
      ]}
    />
  );
}
