import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../lib/format.ts';
import { useSetPreferences } from '../lib/preferences-context.tsx';
import type { Command, CommandGroup } from '../ui/palette.tsx';
import type { PaletteActs } from './use-palette-acts.tsx';
import { usePlaces } from './use-places.ts';
import { useWorkCommands } from './use-work-commands.ts';

const THEMES = ['system', 'light', 'dark'] as const;

function useGoCommands(): Command[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return usePlaces().map((place) => ({
    id: place.id,
    label: t(`nav.${place.id}`),
    also: 'ir go',
    ...(place.letter === undefined ? {} : { keys: ['G', place.letter.toUpperCase()] }),
    run: () => void navigate({ to: place.to }),
  }));
}

function useLookCommands(): Command[] {
  const { t } = useTranslation('shell');
  const setPreferences = useSetPreferences();
  const themes = THEMES.map((theme) => ({
    id: `theme-${theme}`,
    label: `${t('palette.theme')}: ${t(`theme.${theme}`)}`,
    also: 'theme tema',
    run: () => setPreferences({ theme }),
  }));
  const languages = LANGUAGES.map((language) => ({
    id: `language-${language}`,
    label: `${t('palette.language')}: ${t(`language.${language}`)}`,
    also: 'language idioma',
    run: () => setPreferences({ language }),
  }));
  return [...themes, ...languages];
}

export interface CommandActs {
  help: () => void;
  signOut: () => void;
  palette: PaletteActs;
}

/** The palette's groups, in the order of likely use. `open`: whether it is shown, so that it asks for nothing unseen. */
export function useCommands(open: boolean, { help, signOut, palette }: CommandActs): CommandGroup[] {
  const { t } = useTranslation('shell');
  const { needs, flows, stops } = useWorkCommands(open, palette);
  const go = useGoCommands();
  const look = useLookCommands();
  const others = [
    { id: 'help', label: t('account.help'), keys: ['F1'], run: help },
    { id: 'sign-out', label: t('account.signOut'), run: signOut },
  ];
  return [
    { value: t('palette.needs'), items: needs },
    { value: t('palette.go'), items: go },
    { value: t('palette.flows'), items: flows },
    { value: t('palette.stops'), items: stops },
    { value: t('palette.act'), items: [...look, ...others] },
  ].filter(({ items }) => items.length > 0);
}
