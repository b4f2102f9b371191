import { expect, test } from 'vitest';
import { changeLanguage, createI18n } from './i18n.ts';

test('has the words of its language at once, and of another one when somebody changes to it', async () => {
  const words = await createI18n('es');
  expect(words.t('loading')).toBe('Cargando');
  expect(words.t('portals:count', { count: 2 })).toBe('2 cuentas');
  expect(words.hasResourceBundle('en', 'common')).toBe(false);
  await changeLanguage(words, 'en');
  expect(words.t('loading')).toBe('Loading');
  expect(words.t('portals:count', { count: 2 })).toBe('2 accounts');
});

test('the words of a screen that few open come when it asks, in the language of then', async () => {
  const words = await createI18n('es');
  expect(words.hasResourceBundle('es', 'webhooks')).toBe(false);
  await words.loadNamespaces('webhooks');
  expect(words.t('webhooks:act.test')).toBe('Enviar prueba');
  await changeLanguage(words, 'en');
  expect(words.t('webhooks:act.test')).toBe('Send test');
});
