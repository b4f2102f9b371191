import 'i18next';
import type { es } from '../locales/es.ts';
import type { later } from '../locales/es-later.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof es & typeof later;
  }
}
