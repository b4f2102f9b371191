import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EmbeddedPages } from '../../../contract/embedded.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { EmbeddedActs } from './embedded-acts.ts';

/** The pages that are open, where a portal opened more than one. */
export function TabStrip({ state, acts }: { state: EmbeddedPages; acts: EmbeddedActs }) {
  const { t } = useTranslation('embedded');
  if (state.tabs.length < 2) return null;
  return (
    <ul
      aria-label={t('bar.tabs')}
      className="flex h-8 shrink-0 items-end gap-1 overflow-x-auto border-b border-line bg-sunken px-2"
    >
      {state.tabs.map(({ id, title, url }) => {
        const current = id === state.activeTab;
        const name = title === '' ? t('bar.untitled') : title;
        return (
          <li
            key={id}
            className={cx(
              'flex h-7 max-w-52 min-w-28 items-center rounded-t-control border border-b-0 pl-2',
              current ? 'border-line bg-surface' : 'border-transparent text-muted',
            )}
          >
            <button
              type="button"
              aria-current={current ? 'true' : undefined}
              title={url}
              onClick={() => acts.tab(id, 'show')}
              className="min-w-0 flex-1 truncate text-left text-meta"
            >
              {name}
            </button>
            <IconButton
              label={t('bar.closeTab', { title: name })}
              icon={<X size={12} strokeWidth={1.75} />}
              className="size-6"
              onClick={() => acts.tab(id, 'close')}
            />
          </li>
        );
      })}
    </ul>
  );
}
