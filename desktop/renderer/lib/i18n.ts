import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '../locales/en.ts';
import { es } from '../locales/es.ts';
import type { Language } from './format.ts';

/** The words in both languages; ready when it returns, since nothing has to be fetched. */
export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'es',
    ns: Object.keys(es),
    defaultNS: 'common',
    resources: { es, en },
    initAsync: false,
    // React escapes already.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}
