import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useEffect, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { StoreApi } from 'zustand';
import { BridgeProvider } from './lib/bridge-context.tsx';
import type { Bridge } from './lib/bridge.ts';
import { changeLanguage } from './lib/i18n.ts';
import { PreferencesProvider, useApplyPreferences, usePreferences } from './lib/preferences-context.tsx';
import type { Preferences } from './lib/preferences.ts';
import { NativeCoverProvider } from './ui/native-cover.tsx';
import { ToastProvider } from './ui/toast.tsx';
import { TooltipGroup } from './ui/tooltip.tsx';
import { UiTextsProvider } from './ui/ui-texts.tsx';

export interface AppContext {
  bridge: Bridge;
  preferences: StoreApi<Preferences>;
  words: i18n;
  queries: QueryClient;
}

/** Applies the preferences, and hands the parts of `ui/` the few words that they say. */
function Words({ words, children }: { words: i18n; children: ReactNode }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  useApplyPreferences();
  useEffect(() => void changeLanguage(words, language), [words, language]);
  const texts = {
    close: t('close'),
    clear: t('clear'),
    open: t('open'),
    copy: t('copy'),
    copied: t('copied'),
    noMatches: t('noMatches'),
    increase: t('increase'),
    decrease: t('decrease'),
    details: t('details'),
  };
  return <UiTextsProvider value={texts}>{children}</UiTextsProvider>;
}

/** What every part of the application stands on. */
export function AppProviders({ bridge, preferences, words, queries, children }: AppContext & { children: ReactNode }) {
  return (
    <PreferencesProvider value={preferences}>
      <I18nextProvider i18n={words}>
        <QueryClientProvider client={queries}>
          <BridgeProvider value={bridge}>
            <NativeCoverProvider value={bridge.embedded?.cover ?? null}>
              <Words words={words}>
                <TooltipGroup>
                  <ToastProvider>{children}</ToastProvider>
                </TooltipGroup>
              </Words>
            </NativeCoverProvider>
          </BridgeProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </PreferencesProvider>
  );
}
