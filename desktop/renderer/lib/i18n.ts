import { createInstance, type BackendModule, type i18n, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './format.ts';

type Texts = Record<string, object>;

const TEXTS: Record<Language, () => Promise<Texts>> = {
  es: async () => (await import('../locales/es.ts')).es,
  en: async () => (await import('../locales/en.ts')).en,
};

const LATER: Record<Language, () => Promise<Texts>> = {
  es: async () => (await import('../locales/es-later.ts')).later,
  en: async () => (await import('../locales/en-later.ts')).later,
};

async function hand(language: Language, area: string, done: ReadCallback): Promise<void> {
  try {
    const texts = await LATER[language]();
    done(null, texts[area] ?? {});
  } catch (error) {
    done(error as Error, false);
  }
}

/** Fetches the words of an area when a screen first asks for them; the screen waits for them as for its own code. */
const laterWords: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, area, done) => void hand(language as Language, area, done),
};

/** Brings the words of the later screens once those of the first are there, so that hardly any screen waits for its own. */
async function bringLater(words: i18n, language: Language): Promise<void> {
  for (const [area, texts] of Object.entries(await LATER[language]())) words.addResourceBundle(language, area, texts);
}

/** The words in a language, ready when it resolves. The other one comes when it is wanted: nobody reads both. */
export async function createI18n(language: Language): Promise<i18n> {
  const texts = await TEXTS[language]();
  const instance = createInstance();
  await instance
    .use(laterWords)
    .use(initReactI18next)
    .init({
      lng: language,
      // Both languages have the same keys.
      fallbackLng: false,
      ns: Object.keys(texts),
      defaultNS: 'common',
      resources: { [language]: { ...texts } },
      partialBundledLanguages: true,
      // React escapes already.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  // Where they cannot be fetched now, the screen that needs them asks again.
  void bringLater(instance, language).catch(() => undefined);
  return instance;
}

/** Changes to a language, once its words are there. */
export async function changeLanguage(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'common')) {
    for (const [area, texts] of Object.entries(await TEXTS[language]())) words.addResourceBundle(language, area, texts);
  }
  if (words.language !== language) await words.changeLanguage(language);
}
