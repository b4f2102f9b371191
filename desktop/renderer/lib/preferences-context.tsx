import { createContext, useContext, useEffect } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { createFormat, type Format } from './format.ts';
import type { Preferences } from './preferences.ts';

const PreferencesContext = createContext<StoreApi<Preferences> | null>(null);
export const PreferencesProvider = PreferencesContext.Provider;

function useContextStore(): StoreApi<Preferences> {
  const store = useContext(PreferencesContext);
  if (store === null) throw new Error('PreferencesProvider is missing above this part.');
  return store;
}

export function usePreferences(): Preferences {
  return useStore(useContextStore());
}

export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const store = useContextStore();
  return (change) => store.setState(change);
}

/** What a format is made of takes long to make, and every cell of a table asks for it. */
const made = new Map<string, Format>();

/** Numbers, dates and spans as the reader's region writes them. */
export function useFormat(): Format {
  const { language, region } = usePreferences();
  const name = `${language} ${region}`;
  const format = made.get(name) ?? createFormat(language, region);
  made.set(name, format);
  return format;
}

/** Writes theme, density and language on the page itself, where the tokens look for them. */
export function useApplyPreferences(): void {
  const { theme, density, language } = usePreferences();
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset['density'] = density;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      root.dataset['theme'] = dark ? 'dark' : 'light';
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme, density, language]);
}
