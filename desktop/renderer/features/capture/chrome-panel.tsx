import { useTranslation } from 'react-i18next';
import type { CaptureState } from '../../../contract/capture.ts';

/** In the place of the page, while the person signs in in a window of Chrome. */
export function ChromePanel({ state }: { state: CaptureState }) {
  const { t } = useTranslation('capture');
  return (
    <section aria-label={t('chrome.title')} data-region tabIndex={-1} className="flex-1 bg-bg px-8 py-7 outline-none">
      <h2 className="text-section font-bold">{t('chrome.title')}</h2>
      <p className="mt-1 max-w-prose text-muted">{t('chrome.text')}</p>
      {state.tabs.length > 0 && (
        <>
          <h3 className="mt-6 text-caption font-semibold text-muted">{t('chrome.pages')}</h3>
          <ul className="mt-1 max-w-2xl border-t border-line">
            {state.tabs.map(({ id, title, url }) => (
              <li key={id} className="flex h-(--row) items-center gap-4 border-b border-line">
                <span className="min-w-0 flex-1 truncate font-semibold">{title}</span>
                <span className="mono truncate text-muted">{URL.canParse(url) ? new URL(url).host : url}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
